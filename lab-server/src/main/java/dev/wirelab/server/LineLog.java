package dev.wirelab.server;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/// Lines on their way to a stream that may be slow, or read by nobody: who logs never waits. When
/// too many wait, further ones are left out, and a line says how many.
final class LineLog implements AutoCloseable {

  private static final int MOST_WAITING = 10_000;
  private static final long GRACE_MILLIS = 500;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS ");

  private final PrintStream out;

  /// The lines, and nothing at the end.
  private final BlockingQueue<Optional<String>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

  private final AtomicLong leftOut = new AtomicLong();
  private final Thread writer;

  LineLog(PrintStream out) {
    this.out = out;
    this.writer = Thread.ofPlatform().daemon().name("lab server, log").unstarted(this::write);
  }

  /// Begins to write; what was logged before has waited.
  void begin() {
    writer.start();
  }

  void line(String text) {
    if (!waiting.offer(Optional.of(LocalTime.now().format(TIME) + text))) {
      leftOut.incrementAndGet();
    }
  }

  private void write() {
    try {
      for (var line = waiting.take(); line.isPresent(); line = waiting.take()) {
        out.println(line.get());
        long missing = leftOut.getAndSet(0);
        if (missing > 0) {
          out.println("(" + missing + " lines left out: nobody read them)");
        }
      }
      out.flush();
    } catch (InterruptedException e) {
      // Nobody wants the rest.
    }
  }

  /// Writes what waits, unless nobody reads it.
  @Override
  public void close() {
    try {
      waiting.offer(Optional.empty());
      writer.join(GRACE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
