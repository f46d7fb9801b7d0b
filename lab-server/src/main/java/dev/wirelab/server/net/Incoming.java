package dev.wirelab.server.net;

import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;

/// Octets as they arrive, with a look ahead. Before it waits for more it sends what is waiting to
/// be sent: so a client that pipelines gets its replies together, and none waits for one in vain
/// (RFC 2920, 3.2). For one thread.
public final class Incoming {

  private static final int END = -1;

  private final Flushable out;
  private final byte[] buffer = new byte[8 * 1024];
  private int next;
  private int limit;
  private InputStream in;

  /// @param out what is flushed before waiting
  public Incoming(InputStream in, Flushable out) {
    this.in = in;
    this.out = out;
  }

  /// The next octet; waits for it.
  ///
  /// @return 0 to 255, or -1 when the client has sent its last
  public int read() throws IOException {
    int octet = peek();
    if (octet != END) {
      next++;
    }
    return octet;
  }

  /// The same, and leaves it there.
  public int peek() throws IOException {
    if (next == limit) {
      out.flush();
      int count = in.read(buffer);
      if (count <= 0) {
        return END;
      }
      next = 0;
      limit = count;
    }
    return buffer[next] & 0xff;
  }

  /// Forgets what has come and not been read.
  ///
  /// @return how many octets that were
  int discard() throws IOException {
    int count = limit - next;
    while (in.available() > 0) {
      count += Math.max(in.read(buffer), 0);
    }
    next = 0;
    limit = 0;
    return count;
  }

  /// Reads on from elsewhere.
  void continueWith(InputStream in) {
    this.in = in;
  }
}
