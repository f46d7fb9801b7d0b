package dev.wirelab.server.smtp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Printable characters, those with a meaning of their own as `+` and two hex digits (RFC 3461, 4).
final class Xtext {

  /// One of them, as a regular expression.
  static final String ONE = "(?:[!-*,-<>-~]|\\+[0-9A-F]{2})";

  private static final Pattern HEX = Pattern.compile("\\+([0-9A-F]{2})");

  private Xtext() {}

  /// What was meant; a control character in it, which might end a header field, becomes `?`.
  static String decode(String xtext) {
    return HEX.matcher(xtext)
        .replaceAll(hex -> {
          char c = (char) Integer.parseInt(hex.group(1), 16);
          return c < ' ' || c > '~' ? "?" : Matcher.quoteReplacement(String.valueOf(c));
        });
  }
}
