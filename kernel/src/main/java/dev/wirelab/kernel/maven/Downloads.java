package dev.wirelab.kernel.maven;

import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.kernel.display.Screen;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/// What comes over the network, shown under the cell while it comes. Nothing is shown where all is
/// in the local repository.
final class Downloads extends AbstractTransferListener implements AutoCloseable {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Thread waiting = Thread.currentThread();
  private final Optional<Screen> screen = Screen.current();
  private final String id = UUID.randomUUID().toString();
  private final Map<String, Long> underWay = new ConcurrentHashMap<>();
  private boolean shown;
  private long lastShown = System.nanoTime() - PAUSE_NANOS;
  private int files;
  private long octets;

  private record State(String text) implements Displayable {
    @Override
    public MimeBundle mimeBundle() {
      return MimeBundle.text(text);
    }
  }

  @Override
  public void transferInitiated(TransferEvent event) throws TransferCancelledException {
    goOn();
  }

  @Override
  public void transferProgressed(TransferEvent event) throws TransferCancelledException {
    goOn();
    underWay.put(name(event), event.getTransferredBytes());
    show(false);
  }

  @Override
  public void transferSucceeded(TransferEvent event) {
    underWay.remove(name(event));
    synchronized (this) {
      files++;
      octets += event.getTransferredBytes();
    }
    show(false);
  }

  @Override
  public void transferFailed(TransferEvent event) {
    underWay.remove(name(event));
  }

  /// Whoever waits for the files may have been told to stop.
  private void goOn() throws TransferCancelledException {
    if (waiting.isInterrupted()) {
      throw new TransferCancelledException("interrupted");
    }
  }

  private static String name(TransferEvent event) {
    var path = event.getResource().getResourceName();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private synchronized void show(boolean last) {
    long now = System.nanoTime();
    if (!last && now - lastShown < PAUSE_NANOS) {
      return;
    }
    lastShown = now;
    var state =
        new State(last ? end() : "Downloading " + String.join(", ", underWay.keySet()) + " …");
    if (shown) {
      screen.ifPresent(cell -> cell.update(id, state));
    } else {
      screen.ifPresent(cell -> cell.display(state, id));
    }
    shown = true;
  }

  private String end() {
    return String.format(Locale.ROOT, "Downloaded %d files, %.1f MB", files, octets / 1_000_000.0);
  }

  /// Shows how much it was.
  @Override
  public void close() {
    if (shown) {
      show(true);
    }
  }
}
