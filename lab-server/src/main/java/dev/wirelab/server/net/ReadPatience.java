package dev.wirelab.server.net;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// Watches over what a client is waited for to say, and ends its input if it says nothing.
final class ReadPatience extends Patience {

  private final Connection connection;
  private volatile boolean over;

  /// @param patience how long the client may be silent
  ReadPatience(Duration patience, Connection connection) {
    super(patience);
    this.connection = connection;
  }

  @Override
  void giveUp() {
    over = true;
    connection.endInput();
  }

  /// A stream whose reads are watched over; one that takes too long ends as if the socket had given
  /// up.
  InputStream over(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] octets, int offset, int length) throws IOException {
        begin();
        try {
          int count = in.read(octets, offset, length);
          if (count < 0 && over) {
            throw new SocketTimeoutException();
          }
          return count;
        } finally {
          end();
        }
      }
    };
  }
}
