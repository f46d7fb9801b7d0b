package dev.wirelab.server.pop3;

import dev.wirelab.server.message.CanonicalLines;
import dev.wirelab.server.store.Message;
import java.io.IOException;
import java.io.OutputStream;

/// A message of a maildrop.
///
/// @param number its number in this session, from 1 (RFC 1939, 4)
/// @param octets its size, each line with CR LF, without dots that are stuffed in (RFC 1939, 11)
record Item(int number, Message message, long octets) {

  /// So many digits of a digest tell two messages apart.
  private static final int DIGITS = 16;

  static Item of(int number, Message message) {
    var size = new Size();
    try {
      writeLines(message, size);
    } catch (IOException e) {
      throw new AssertionError("counting does not fail", e);
    }
    return new Item(number, message, size.octets);
  }

  private static void writeLines(Message message, OutputStream out) throws IOException {
    var lines = new CanonicalLines(out);
    message.writeTo(lines);
    lines.endLine();
  }

  /// Its unique identifier, 1 to 70 printable characters (RFC 1939, 7, UIDL). It has a digest in
  /// it, so that a client that remembers what it has seen is not led astray by a lab that starts
  /// anew.
  String uniqueId() {
    return message.uid()
        + "-"
        + Digest.sha256(out -> writeLines(message, out)).substring(0, DIGITS);
  }

  private static final class Size extends OutputStream {

    private long octets;

    @Override
    public void write(int octet) {
      octets++;
    }
  }
}
