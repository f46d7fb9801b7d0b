package dev.wirelab.server;

import dev.wirelab.server.FixtureFile.Entry;
import dev.wirelab.server.FixtureFile.Source;
import java.io.IOException;

/// A message of a fixture, as its file has it.
///
/// @param name what the file is called in messages
/// @param octets with CR LF at the end of every line
record MessageFile(String name, byte[] octets) {

  /// @throws FixtureException if it cannot be read, or has what no mail in the lab has; it names
  ///   file and line
  static MessageFile read(Source source, Entry file) {
    try {
      var name = source.name(file.value());
      return new MessageFile(name, CrLf.of(checked(name, source.read(file.value()))));
    } catch (IOException e) {
      throw new FixtureException(
          file.fault(file.value() + " cannot be read (" + e + ")").getMessage(), e);
    }
  }

  /// Clients that count octets or lines come to different ends over these (RFC 5321, 2.3.8; RFC
  /// 3501, 9, "CHAR8").
  private static byte[] checked(String name, byte[] text) {
    int line = 1;
    for (int i = 0; i < text.length; i++) {
      boolean last = i + 1 == text.length;
      if (text[i] == 0) {
        throw fault(name, line, "a NUL; mail has none: give the part a transfer encoding, base64");
      }
      if (text[i] == '\r' && (last || text[i + 1] != '\n')) {
        throw fault(name, line, "a CR stands alone; lines end with LF or CR LF");
      }
      if (text[i] == '\n') {
        line++;
      }
    }
    return text;
  }

  /// What is wrong with one of its lines.
  static FixtureException fault(String name, int line, String what) {
    return new FixtureException(name + ":" + line + ": " + what);
  }
}
