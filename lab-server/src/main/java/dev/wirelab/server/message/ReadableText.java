package dev.wirelab.server.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What is written in a message, as a person reads it: encodings undone, charsets heeded. Where
/// they are not what they say, the octets stand for themselves.
public final class ReadableText {

  private ReadableText() {}

  /// The value of a field, with its encoded words decoded (RFC 2047).
  ///
  /// @param value each character stands for one octet
  public static String field(String value) {
    var text = text(value.getBytes(ISO_8859_1));
    if (!text.contains("=?")) {
      return text;
    }
    try {
      return MimeUtility.decodeText(text);
    } catch (UnsupportedEncodingException e) {
      return text;
    }
  }

  /// The body of a part that is text.
  public static String body(Part part) {
    var octets = Arrays.copyOfRange(part.octets(), part.body(), part.end());
    try (var in = MimeUtility.decode(new ByteArrayInputStream(octets), part.encoding())) {
      octets = in.readAllBytes();
    } catch (MessagingException | IOException e) {
      // Then as it stands.
    }
    var said = charset(part);
    return said.equals(StandardCharsets.US_ASCII) ? text(octets) : new String(octets, said);
  }

  private static Charset charset(Part part) {
    return part.type().parameters().entrySet().stream()
        .filter(parameter -> parameter.getKey().equalsIgnoreCase("charset"))
        .findFirst()
        .map(parameter -> charset(parameter.getValue()))
        .orElse(StandardCharsets.US_ASCII);
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(MimeUtility.javaCharset(name));
    } catch (IllegalArgumentException e) {
      return StandardCharsets.US_ASCII;
    }
  }

  /// UTF-8 if it is some, ISO 8859-1 if not.
  public static String text(byte[] octets) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      return new String(octets, ISO_8859_1);
    }
  }
}
