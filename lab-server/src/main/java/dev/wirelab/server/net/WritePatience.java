package dev.wirelab.server.net;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/// Watches over what is written to a client that may have stopped reading. A socket waits for ever
/// until there is room, and who waits holds on to what it has, a maildrop for one.
final class WritePatience extends Patience {

  /// For the first of so many octets there is room in every socket, read or not: whoever is greeted
  /// is not looked after.
  private static final int ROOM = 1024;

  private final Connection connection;
  private long written;

  /// @param patience how long the other side may take to make room for one piece
  /// @param connection what is hung up when it takes longer
  WritePatience(Duration patience, Connection connection) {
    super(patience);
    this.connection = connection;
  }

  @Override
  void giveUp() {
    connection.giveUp();
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
}
