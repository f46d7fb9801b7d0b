package dev.wirelab.server.message;

/// Where a message's header ends and its body begins, whatever was sent.
///
/// The header goes on as long as lines look like its fields (RFC 5322, 2.2). A blank line ends it
/// (2.1); where another line stands instead, that one begins the body already. So a text without
/// any header is all body.
///
/// @param end the octets that the fields take up
/// @param body where the body begins: behind the blank line, or at `end` if there is none
/// @param complete whether a blank line, or the message's end, follows the fields
public record HeaderSection(int end, int body, boolean complete) {

  /// @param message its lines end with CR LF, or with LF; the last one may lack its end
  public static HeaderSection find(byte[] message) {
    int line = 0;
    while (line < message.length && goesOn(message, line, line == 0)) {
      line = nextLine(message, line);
    }
    return endingAt(message, line);
  }

  /// Whether the line that begins here belongs to the header: a field, or more of one.
  static boolean goesOn(byte[] message, int line, boolean first) {
    return isField(message, line) || !first && isBlank(message[line]);
  }

  /// The header whose fields end here, where perhaps a blank line stands.
  static HeaderSection endingAt(byte[] message, int end) {
    int body = end + lineEnd(message, end);
    return new HeaderSection(end, body, body > end || end == message.length);
  }

  /// Whether a blank line stands between header and body.
  public boolean hasBlankLine() {
    return body > end;
  }

  /// A name of printable characters, perhaps blanks, a colon (RFC 5322, 2.2 and 4.5).
  private static boolean isField(byte[] message, int line) {
    int i = line;
    while (i < message.length && message[i] > ' ' && message[i] < 0x7f && message[i] != ':') {
      i++;
    }
    if (i == line) {
      return false;
    }
    while (i < message.length && isBlank(message[i])) {
      i++;
    }
    return i < message.length && message[i] == ':';
  }

  private static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  /// The octets of the line end that stands here; 0 if there is none.
  private static int lineEnd(byte[] message, int at) {
    if (at < message.length && message[at] == '\n') {
      return 1;
    }
    return at + 1 < message.length && message[at] == '\r' && message[at + 1] == '\n' ? 2 : 0;
  }

  static int nextLine(byte[] message, int line) {
    int i = line;
    while (i < message.length && message[i] != '\n') {
      i++;
    }
    return Math.min(i + 1, message.length);
  }
}
