package dev.wirelab.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;

/// What a response brings, the same each time it is written.
///
/// @param mediaType its Content-Type
/// @param length its octets; what does not know them beforehand goes out in chunks, one for each
///   flush
/// @param writer writes it
record Content(String mediaType, OptionalLong length, Writer writer) {

  private static final int DIGITS = 32;

  /// Writes content.
  interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }

  static Content text(String text) {
    return of("text/plain; charset=utf-8", text.getBytes(UTF_8));
  }

  static Content of(String mediaType, byte[] octets) {
    return new Content(mediaType, OptionalLong.of(octets.length), out -> out.write(octets));
  }

  static Content streamed(String mediaType, Writer writer) {
    return new Content(mediaType, OptionalLong.empty(), writer);
  }

  /// What tells it from any other content, quotes included (RFC 9110, 8.8.3).
  String entityTag() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      writer.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      return '"' + HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS) + '"';
    } catch (NoSuchAlgorithmException | IOException e) {
      throw new AssertionError("every Java has SHA-256, and nothing goes in or out here", e);
    }
  }
}
