package dev.wirelab.server.net;

import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Watches over what waits for the other side, again and again, and gives up when it once takes too
/// long. It is looked after once in a while and not with every wait: a timer that is set and taken
/// back each time, as the socket's own is, costs as much as reading or writing. One thread waits;
/// safe for use by several threads.
abstract class Patience implements AutoCloseable, Runnable {

  private final long nanos;
  private Future<?> watch;
  private long began;
  private boolean waiting;
  private boolean closed;

  /// @param patience how long one wait may take
  Patience(Duration patience) {
    this.nanos = patience.toNanos();
  }

  /// Called on another thread; must end the waiting.
  abstract void giveUp();

  /// A wait begins.
  final synchronized void begin() {
    began = System.nanoTime();
    waiting = true;
    if (watch == null && !closed) {
      lookIn(nanos);
    }
  }

  /// It is over.
  final synchronized void end() {
    waiting = false;
  }

  private void lookIn(long time) {
    watch = ForkJoinPool.commonPool().schedule(this, time, TimeUnit.NANOSECONDS);
  }

  /// Looks how long it has taken.
  @Override
  public final void run() {
    synchronized (this) {
      watch = null;
      if (!waiting || closed) {
        return;
      }
      long left = began + nanos - System.nanoTime();
      if (left > 0) {
        lookIn(left);
        return;
      }
    }
    giveUp();
  }

  /// There will be no more waits.
  @Override
  public final synchronized void close() {
    closed = true;
    if (watch != null) {
      watch.cancel(false);
      watch = null;
    }
  }
}
