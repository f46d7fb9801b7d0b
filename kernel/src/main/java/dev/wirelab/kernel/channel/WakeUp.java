package dev.wirelab.kernel.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/// A pipe that ends a blocking poll. Many rings before the thread looks count as one.
final class WakeUp implements AutoCloseable {

  private final Pipe pipe;
  private final AtomicBoolean rung = new AtomicBoolean();
  private final ByteBuffer octet = ByteBuffer.allocate(1);

  WakeUp() throws IOException {
    pipe = Pipe.open();
    pipe.source().configureBlocking(false);
  }

  SelectableChannel source() {
    return pipe.source();
  }

  /// Ends the poll under way, or the next one.
  void ring() {
    if (rung.compareAndSet(false, true)) {
      try {
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
      } catch (ClosedChannelException e) {
        // Nobody polls any more.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// To be called after the poll and before looking at what was handed over.
  void answer() throws IOException {
    octet.clear();
    pipe.source().read(octet);
    rung.set(false);
  }

  @Override
  public void close() throws IOException {
    pipe.sink().close();
    pipe.source().close();
  }
}
