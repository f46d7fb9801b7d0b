package dev.wirelab.server;

import java.io.ByteArrayOutputStream;

/// Line ends as mail has them. Files in a repository end their lines with LF, and come with CR LF
/// on some machines; a lab must be the same on all of them.
final class CrLf {

  private CrLf() {}

  /// The text with CR LF at the end of every line, the last included.
  static byte[] of(byte[] text) {
    var lines = new ByteArrayOutputStream(text.length + text.length / 32);
    int before = '\n';
    for (byte octet : text) {
      if (octet == '\n' && before != '\r') {
        lines.write('\r');
      }
      lines.write(octet);
      before = octet;
    }
    if (before != '\n') {
      lines.write('\r');
      lines.write('\n');
    }
    return lines.toByteArray();
  }
}
