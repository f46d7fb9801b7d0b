package dev.wirelab.server.net;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Watches over what is written to a client that may have stopped reading. A socket waits for ever
/// until there is room, and who waits holds on to what it has, a maildrop for one; here somebody is
/// told when it takes too long, and can close the socket. One thread writes; it is looked after
/// once in a while and not with every write, which would cost as much as the write. Safe for use by
/// several threads.
final class WritePatience implements AutoCloseable, Runnable {

  /// For the first of so many octets there is room in every socket, read or not: whoever is greeted
  /// is not looked after.
  private static final int ROOM = 1024;

  private final long nanos;
  private final Connection connection;
  private Future<?> watch;
  private long began;
  private boolean writing;
  private boolean closed;
  private long written;

  /// @param patience how long the other side may take to make room for one piece
  /// @param connection what gives up, on another thread, when it takes longer
  WritePatience(Duration patience, Connection connection) {
    this.nanos = patience.toNanos();
    this.connection = connection;
  }

  /// Something that may wait for the other side to read.
  interface Writing {
    void run() throws IOException;
  }

  /// Does it, and gives up if it is not done in time.
  void inTime(Writing piece) throws IOException {
    begin();
    try {
      piece.run();
    } finally {
      end();
    }
  }

  /// A stream whose writes are watched over.
  OutputStream over(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] octets, int offset, int length) throws IOException {
        written += length;
        if (written <= ROOM) {
          out.write(octets, offset, length);
          return;
        }
        begin();
        try {
          out.write(octets, offset, length);
        } finally {
          end();
        }
      }
    };
  }

  private synchronized void begin() {
    began = System.nanoTime();
    writing = true;
    if (watch == null && !closed) {
      lookIn(nanos);
    }
  }

  private synchronized void end() {
    writing = false;
  }

  private void lookIn(long time) {
    watch = ForkJoinPool.commonPool().schedule(this, time, TimeUnit.NANOSECONDS);
  }

  /// Looks how long the other side has taken.
  @Override
  public void run() {
    synchronized (this) {
      watch = null;
      if (!writing || closed) {
        return;
      }
      long left = began + nanos - System.nanoTime();
      if (left > 0) {
        lookIn(left);
        return;
      }
    }
    connection.giveUp();
  }

  /// Nothing will be written any more.
  @Override
  public synchronized void close() {
    closed = true;
    if (watch != null) {
      watch.cancel(false);
      watch = null;
    }
  }
}
