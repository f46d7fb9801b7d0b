package dev.wirelab.server.pop3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Digests in lower-case hexadecimal digits.
final class Digest {

  private Digest() {}

  /// What is digested.
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /// What proves that a client knows the password (RFC 1939, 7, APOP).
  static String apop(Stamp stamp, String password) {
    var md5 = algorithm("MD5");
    return HexFormat.of().formatHex(md5.digest((stamp + password).getBytes(UTF_8)));
  }

  static String sha256(Content content) {
    var sha256 = algorithm("SHA-256");
    try {
      content.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
    } catch (IOException e) {
      throw new AssertionError("nothing goes in or out here", e);
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static MessageDigest algorithm(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has " + name, e);
    }
  }
}
