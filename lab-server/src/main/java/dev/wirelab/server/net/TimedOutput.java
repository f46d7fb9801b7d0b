package dev.wirelab.server.net;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/// Writes to somebody who may have stopped reading. A socket waits for ever until there is room,
/// and who waits holds on to what it has, a maildrop for one; here somebody is told when it takes
/// too long, and can close the socket.
final class TimedOutput extends FilterOutputStream {

  private final Duration patience;
  private final Runnable giveUp;

  /// @param patience how long the other side may take to make room for one piece
  /// @param giveUp called on another thread when it takes longer; must end the waiting
  TimedOutput(OutputStream out, Duration patience, Runnable giveUp) {
    super(out);
    this.patience = patience;
    this.giveUp = giveUp;
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    inTime(patience, giveUp, () -> out.write(octets, offset, length));
  }

  /// Something that may wait for the other side to read.
  interface Writing {
    void run() throws IOException;
  }

  /// Does it, and has `giveUp` called if it is not done in time.
  static void inTime(Duration patience, Runnable giveUp, Writing writing) throws IOException {
    var deadline =
        ForkJoinPool.commonPool().schedule(giveUp, patience.toNanos(), TimeUnit.NANOSECONDS);
    try {
      writing.run();
    } finally {
      deadline.cancel(false);
    }
  }
}
