package dev.wirelab.server.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/// The one message of the PLAIN mechanism (RFC 4616, 2).
///
/// @param authorization whom the client wants to act as; empty for itself
/// @param login who the client is
/// @param password in clear; [#toString()] does not show it
public record Plain(String authorization, String login, String password) {

  /// The longest in base64: each of the three may have 255 octets (RFC 4616, 2), with a NUL
  /// between.
  public static final int LONGEST = 4 * ((3 * 255 + 2 + 2) / 3);

  /// Reads the client's response.
  ///
  /// @param base64 as it was sent; `=` alone stands for no octets (RFC 4954, 4; RFC 5034, 4)
  /// @throws IllegalArgumentException if it is none; the message says why and shows nothing of it
  public static Plain parse(String base64) {
    var parts = decode(base64).split("\0", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "PLAIN is NUL, login, NUL, password, all in base64 (RFC 4616, 2)");
    }
    if (parts[1].isEmpty() || parts[2].isEmpty()) {
      throw new IllegalArgumentException("PLAIN needs a login and a password (RFC 4616, 2)");
    }
    return new Plain(parts[0], parts[1], parts[2]);
  }

  private static String decode(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64.equals("=") ? "" : base64), UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("That is not base64 (RFC 4648, 4)", e);
    }
  }

  /// Whether the client wants to act as somebody else.
  public boolean isForAnother() {
    return !authorization.isEmpty() && !authorization.equalsIgnoreCase(login);
  }

  @Override
  public String toString() {
    return "Plain[authorization=" + authorization + ", login=" + login + "]";
  }
}
