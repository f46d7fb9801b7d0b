package dev.wirelab.server.net;

import java.util.concurrent.atomic.AtomicLong;

/// The memory for texts that are being received, shared by all clients. Safe for use by several
/// threads.
public final class Room {

  /// Taken in pieces of so many octets, so as not to ask for each.
  private static final int PIECE = 64 * 1024;

  private final AtomicLong left;

  /// @param octets what all together may take
  public Room(long octets) {
    this.left = new AtomicLong(octets);
  }

  /// A share with nothing in it yet.
  public Share share() {
    return new Share();
  }

  /// What one client has taken, until it is closed. For one thread.
  public final class Share implements AutoCloseable {

    private long taken;

    /// Whether there is room for a text of so many octets.
    public boolean has(long octets) {
      while (taken < octets) {
        if (left.addAndGet(-PIECE) < 0) {
          left.addAndGet(PIECE);
          return false;
        }
        taken += PIECE;
      }
      return true;
    }

    @Override
    public void close() {
      left.addAndGet(taken);
      taken = 0;
    }
  }
}
