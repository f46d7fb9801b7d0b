package dev.wirelab.lab;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/// Reads a server's lines from a socket, with a limit to the time that a whole reply may take and
/// to the length of a line.
final class ReplyReader {

  /// RFC 5321, 4.5.3.1.5 asks for 512; a server may be generous.
  private static final int LONGEST_LINE = 65_536;

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[8_192];
  private int next;
  private int end;
  private long deadline;

  /// @param in the socket's stream, or one over it
  ReplyReader(Socket socket, InputStream in) {
    this.socket = socket;
    this.in = in;
  }

  /// From now on, so long may it take until the reply is complete.
  void within(Duration patience) {
    deadline = System.nanoTime() + patience.toNanos();
  }

  /// The next line's octets, without CR LF or LF.
  ///
  /// @throws SocketTimeoutException if time is up
  /// @throws EOFException if the server closed the connection before the line's end
  /// @throws ProtocolException if the line is longer than 65,536 octets
  byte[] line() throws IOException {
    var line = new ByteArrayOutputStream();
    while (true) {
      if (next == end) {
        fill();
      }
      byte octet = buffer[next++];
      if (octet == '\n') {
        return withoutCr(line.toByteArray());
      }
      line.write(octet);
      if (line.size() > LONGEST_LINE) {
        throw new ProtocolException("a line of more than " + LONGEST_LINE + " octets");
      }
    }
  }

  private void fill() throws IOException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException();
    }
    socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
    int count = in.read(buffer);
    if (count < 0) {
      throw new EOFException();
    }
    next = 0;
    end = count;
  }

  private static byte[] withoutCr(byte[] line) {
    return line.length > 0 && line[line.length - 1] == '\r'
        ? Arrays.copyOf(line, line.length - 1)
        : line;
  }
}
