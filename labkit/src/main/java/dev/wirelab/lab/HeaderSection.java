package dev.wirelab.lab;

import java.util.regex.Pattern;

/// Where a message's header ends and its body begins (RFC 5322, 2.1), also where the line between
/// them is missing.
///
/// @param end the octets that the header takes up
/// @param body where the body begins
/// @param complete whether an empty line, or the message's end, follows the header
record HeaderSection(int end, int body, boolean complete) {

  /// A field name, which may hold any printable character but the colon, and its colon (RFC 5322,
  /// 2.2; 4.5 for the spaces between).
  private static final Pattern FIELD = Pattern.compile("[\\x21-\\x39\\x3b-\\x7e]+[ \\t]*:");

  /// @param text the message, a char for an octet
  static HeaderSection find(String text) {
    int at = 0;
    while (at < text.length()) {
      int lineFeed = text.indexOf('\n', at);
      int next = lineFeed < 0 ? text.length() : lineFeed + 1;
      if (text.startsWith("\n", at) || text.startsWith("\r\n", at)) {
        return new HeaderSection(at, next, true);
      }
      boolean folded = at > 0 && (text.charAt(at) == ' ' || text.charAt(at) == '\t');
      if (!folded && !FIELD.matcher(text).region(at, next).lookingAt()) {
        return new HeaderSection(at, at, false);
      }
      at = next;
    }
    return new HeaderSection(at, at, true);
  }
}
