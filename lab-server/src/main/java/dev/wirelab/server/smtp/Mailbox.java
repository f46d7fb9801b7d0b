package dev.wirelab.server.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.IDN;
import java.util.regex.Pattern;

/// A mail address without its angle brackets (RFC 5321, 4.1.2, "Mailbox").
///
/// @param localPart what stands before the `@`, without the quotes it may have been written in
/// @param domain what stands after it; empty for `<Postmaster>`, who needs none (RFC 5321, 4.1.1.3)
record Mailbox(String localPart, String domain) {

  private static final int LONGEST_LOCAL_PART = 64;
  private static final int LONGEST_DOMAIN = 255;

  /// ASCII's printable characters without specials, and what UTF-8 adds (RFC 6531, 3.3).
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\x{a0}-\\x{10ffff}-]+";

  private static final Pattern DOT_STRING = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*");
  private static final Pattern QUOTED_STRING =
      Pattern.compile("\"(?:[ !#-\\[\\]-~\\x{a0}-\\x{10ffff}]|\\\\[ -~])*\"");
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
  private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
  private static final Pattern ADDRESS_LITERAL = Pattern.compile("\\[[!-Z^-~]+]");

  /// Reads an address as it stands between angle brackets.
  ///
  /// @throws IllegalArgumentException if it is none; the message says why
  static Mailbox parse(String text) {
    if (text.equalsIgnoreCase("postmaster")) {
      return new Mailbox(text, "");
    }
    int at = text.lastIndexOf('@');
    if (at < 0) {
      throw new IllegalArgumentException("An address has the form local-part@domain");
    }
    return new Mailbox(localPart(text.substring(0, at)), domain(text.substring(at + 1)));
  }

  private static String localPart(String text) {
    if (octets(text) > LONGEST_LOCAL_PART) {
      throw new IllegalArgumentException(
          "What stands before the @ has more than 64 octets (RFC 5321, 4.5.3.1.1)");
    }
    if (DOT_STRING.matcher(text).matches()) {
      return text;
    }
    if (QUOTED_STRING.matcher(text).matches()) {
      return text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
    }
    throw new IllegalArgumentException(
        text.isEmpty()
            ? "Nothing stands before the @"
            : "What stands before the @ has a character that only a quoted string may have"
                + " (RFC 5321, 4.1.2)");
  }

  private static String domain(String text) {
    if (octets(text) > LONGEST_DOMAIN) {
      throw new IllegalArgumentException(
          "The domain has more than 255 octets (RFC 5321, 4.5.3.1.2)");
    }
    if (isDomain(text)) {
      return text;
    }
    throw new IllegalArgumentException(
        text.isEmpty()
            ? "No domain stands after the @"
            : "What stands after the @ is no domain (RFC 5321, 4.1.2)");
  }

  /// Whether a host may be called so, or be given so by its address in brackets.
  private static boolean isDomain(String text) {
    try {
      return isAsciiDomain(isAscii(text) ? text : IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// The same, for the names that every host knows.
  static boolean isAsciiDomain(String text) {
    return DOMAIN.matcher(text).matches() || ADDRESS_LITERAL.matcher(text).matches();
  }

  /// What a text takes on the wire.
  static int octets(String text) {
    return text.getBytes(UTF_8).length;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /// Whether it can be written without SMTPUTF8 (RFC 6531, 3).
  boolean isAscii() {
    return isAscii(localPart) && isAscii(domain);
  }

  /// The domain as DNS has it, in ASCII (RFC 5890, 2.3.2.1).
  String asciiDomain() {
    return isAscii(domain) ? domain : IDN.toASCII(domain);
  }

  boolean isPostmaster() {
    return domain.isEmpty();
  }

  /// As mail is addressed, quotes where they are needed.
  @Override
  public String toString() {
    var local =
        DOT_STRING.matcher(localPart).matches()
            ? localPart
            : '"' + localPart.replaceAll("([\"\\\\])", "\\\\$1") + '"';
    return domain.isEmpty() ? local : local + "@" + domain;
  }
}
