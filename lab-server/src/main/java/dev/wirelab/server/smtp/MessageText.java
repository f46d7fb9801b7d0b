package dev.wirelab.server.smtp;

import java.io.ByteArrayOutputStream;

/// Tells where a message's header ends and its body begins, whatever was sent.
///
/// The header goes on as long as lines look like its fields (RFC 5322, 2.2). A blank line ends it
/// and belongs to it (2.1); where another line stands instead, that one begins the body already and
/// the blank line is put in. So a text without any header is all body, and what was sent is all
/// there.
final class MessageText {

  /// More than any header has, and yet no burden if it consists of the shortest of fields.
  static final int LONGEST_HEADER = 256 * 1024;

  private static final byte[] BLANK_LINE = {'\r', '\n'};

  private MessageText() {}

  /// What is stored: the trace fields, the header, a blank line, the body.
  ///
  /// @param text as it was sent, each line with its CR LF
  static byte[] store(Trace trace, byte[] text) {
    byte[] fields = trace.octets();
    int body = endOfFields(text);
    var stored = new ByteArrayOutputStream(fields.length + text.length + BLANK_LINE.length);
    stored.writeBytes(fields);
    stored.write(text, 0, body);
    if (!isBlankLine(text, body)) {
      stored.writeBytes(BLANK_LINE);
    }
    stored.write(text, body, text.length - body);
    return stored.toByteArray();
  }

  /// Where the first line begins that is no header field and does not continue one.
  static int endOfFields(byte[] text) {
    int line = 0;
    while (line < text.length && (isField(text, line) || line > 0 && isContinuation(text, line))) {
      line = nextLine(text, line);
    }
    return line;
  }

  /// A name of printable characters, perhaps blanks, a colon (RFC 5322, 2.2 and 4.5).
  private static boolean isField(byte[] text, int line) {
    int i = line;
    while (i < text.length && text[i] > ' ' && text[i] < 0x7f && text[i] != ':') {
      i++;
    }
    if (i == line) {
      return false;
    }
    while (i < text.length && isBlank(text[i])) {
      i++;
    }
    return i < text.length && text[i] == ':';
  }

  private static boolean isContinuation(byte[] text, int line) {
    return isBlank(text[line]);
  }

  private static boolean isBlankLine(byte[] text, int line) {
    return line + 1 < text.length && text[line] == '\r' && text[line + 1] == '\n';
  }

  private static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  private static int nextLine(byte[] text, int line) {
    int i = line;
    while (text[i] != '\n') {
      i++;
    }
    return i + 1;
  }
}
