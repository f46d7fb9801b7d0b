package dev.wirelab.server.smtp;

import dev.wirelab.server.message.HeaderSection;
import java.io.ByteArrayOutputStream;

/// What is stored of what was sent: the trace fields on top, and a blank line put in where none
/// stands between header and body, so that what was sent is all there.
final class MessageText {

  /// More than any header has, and yet no burden if it consists of the shortest of fields.
  static final int LONGEST_HEADER = 256 * 1024;

  private static final byte[] CR_LF = {'\r', '\n'};

  private MessageText() {}

  /// The trace fields, the header, a blank line, the body.
  ///
  /// @param text as it was sent, each line with its CR LF; the last one, which BDAT may leave
  ///   without, is given it
  static byte[] store(Trace trace, byte[] text) {
    byte[] fields = trace.octets();
    var header = HeaderSection.find(text);
    var stored = new ByteArrayOutputStream(fields.length + text.length + CR_LF.length);
    stored.writeBytes(fields);
    stored.write(text, 0, header.end());
    if (!header.hasBlankLine()) {
      stored.writeBytes(CR_LF);
    }
    stored.write(text, header.end(), text.length - header.end());
    if (text.length > 0 && text[text.length - 1] != '\n') {
      stored.writeBytes(CR_LF);
    }
    return stored.toByteArray();
  }
}
