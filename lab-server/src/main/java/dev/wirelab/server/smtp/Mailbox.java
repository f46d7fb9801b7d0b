package dev.wirelab.server.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.IDN;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.regex.Pattern;

/// A mail address without its angle brackets (RFC 5321, 4.1.2, "Mailbox").
///
/// @param localPart what stands before the `@`, without the quotes it may have been written in
/// @param domain what stands after it; empty for `<Postmaster>`, who needs none (RFC 5321, 4.1.1.3)
record Mailbox(String localPart, String domain) {

  private static final int LONGEST_LOCAL_PART = 64;
  private static final int LONGEST_DOMAIN = 255;

  /// ASCII's printable characters without letters, digits and specials (RFC 5322, 3.2.3, "atext").
  private static final String ATEXT = "!#$%&'*+-/=?^_`{|}~";

  /// What few addresses have, compiled when one has it.
  private interface Forms {
    Pattern QUOTED_STRING = Pattern.compile("\"(?:[ !#-\\[\\]-~\\x{a0}-\\x{10ffff}]|\\\\[ -~])*\"");
    Pattern IPV4 = Pattern.compile("\\[([0-9]{1,3}(?:\\.[0-9]{1,3}){3})]");
    Pattern IPV6 = Pattern.compile("\\[IPv6:([0-9a-f:.]+)]", Pattern.CASE_INSENSITIVE);
  }

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
    if (isDotString(text)) {
      return text;
    }
    if (Forms.QUOTED_STRING.matcher(text).matches()) {
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
    return text.startsWith("[") ? isAddressLiteral(text) : isName(text);
  }

  /// An address in brackets (RFC 5321, 4.1.3). Of those that need a tag there is IPv6 alone.
  private static boolean isAddressLiteral(String text) {
    var ipv4 = Forms.IPV4.matcher(text);
    var ipv6 = Forms.IPV6.matcher(text);
    try {
      return ipv4.matches() && Inet4Address.ofLiteral(ipv4.group(1)) != null
          || ipv6.matches() && Inet6Address.ofLiteral(ipv6.group(1)) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// Atoms with a dot between each two (RFC 5321, 4.1.2), of more than ASCII too (RFC 6531, 3.3).
  private static boolean isDotString(String text) {
    char before = '.';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' ? before == '.' : !isLetterOrDigit(c) && ATEXT.indexOf(c) < 0 && c < 0xa0) {
        return false;
      }
      before = c;
    }
    return before != '.';
  }

  /// Labels of letters, digits and hyphens with a dot between each two; no hyphen stands at an end
  /// of one (RFC 5321, 4.1.2, "sub-domain").
  private static boolean isName(String text) {
    char before = '.';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean inside = isLetterOrDigit(before) || before == '-' && c != '.';
      if (!isLetterOrDigit(c) && !((c == '-' || c == '.') && inside)) {
        return false;
      }
      before = c;
    }
    return isLetterOrDigit(before);
  }

  private static boolean isLetterOrDigit(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
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
        isDotString(localPart)
            ? localPart
            : '"' + localPart.replaceAll("([\"\\\\])", "\\\\$1") + '"';
    return domain.isEmpty() ? local : local + "@" + domain;
  }
}
