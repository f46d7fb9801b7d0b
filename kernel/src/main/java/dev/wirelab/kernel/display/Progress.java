package dev.wirelab.kernel.display;

import java.util.Collection;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/// How far something has come: a bar under the cell that is updated in place, at most ten times a
/// second however often it is told.
///
/// ```java
/// try (var progress = Progress.of("Messages", 2_000)) {
///   for (int i = 0; i < 2_000; i++) { …; progress.advance(); }
/// }
/// for (var message : Progress.over("Messages", messages)) { … }
/// ```
///
/// Safe for use by many threads; it appears under the cell that made it.
public final class Progress implements Displayable, AutoCloseable {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int WIDTH = 30;

  private final String label;
  private final long total;
  private final String id;
  private long done;
  private long lastShown;

  private Progress(String label, long total) {
    this.label = label;
    this.total = total;
    lastShown = System.nanoTime();
    id = Display.display(this);
  }

  /// Shows a bar.
  ///
  /// @param label what makes progress; plain text
  /// @param total how many steps there will be
  /// @throws IllegalArgumentException if the total is negative
  public static Progress of(String label, long total) {
    if (total < 0) {
      throw new IllegalArgumentException("A total of " + total + " steps is less than none");
    }
    return new Progress(label, total);
  }

  /// The same elements; each step of a loop over them moves a bar. It shows the bar anew for each
  /// loop.
  public static <T> Iterable<T> over(String label, Collection<T> elements) {
    return () -> {
      var progress = of(label, elements.size());
      var each = elements.iterator();
      return new Iterator<T>() {
        private boolean within;

        @Override
        public boolean hasNext() {
          if (within) {
            within = false;
            progress.advance();
          }
          return each.hasNext();
        }

        @Override
        public T next() {
          within = true;
          return each.next();
        }
      };
    };
  }

  /// One step is done.
  public void advance() {
    advance(1);
  }

  /// Some steps are done.
  public void advance(long steps) {
    boolean show;
    synchronized (this) {
      done += steps;
      long now = System.nanoTime();
      show = now - lastShown >= PAUSE_NANOS || done == total;
      lastShown = show ? now : lastShown;
    }
    if (show) {
      Display.updateDisplay(id, this);
    }
  }

  /// Shows how far it came.
  @Override
  public void close() {
    Display.updateDisplay(id, this);
  }

  @Override
  public MimeBundle mimeBundle() {
    String text = toString();
    String bar =
        "<progress max='%d' value='%d'></progress> ".formatted(Math.max(total, 1), filled());
    return MimeBundle.text(text).with("text/html", bar + HTML.escape(caption()));
  }

  /// The bar as text.
  @Override
  public String toString() {
    int full = (int) (filled() * WIDTH / Math.max(total, 1));
    return "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + caption();
  }

  private synchronized long filled() {
    return total == 0 ? 1 : Math.clamp(done, 0, total);
  }

  private synchronized String caption() {
    return label + " " + done + "/" + total;
  }
}
