package dev.wirelab.server.imap.syntax;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Names of folders as they travel: ASCII for itself, the rest in a base64 of its own between `&`
/// and `-` (RFC 3501, 5.1.3).
public final class ModifiedUtf7 {

  private ModifiedUtf7() {}

  public static String encode(String name) {
    var text = new StringBuilder();
    int i = 0;
    while (i < name.length()) {
      char c = name.charAt(i);
      if (isItself(c)) {
        text.append(c == '&' ? "&-" : c);
        i++;
      } else {
        int begin = i;
        while (i < name.length() && !isItself(name.charAt(i))) {
          i++;
        }
        text.append('&').append(base64(name.substring(begin, i))).append('-');
      }
    }
    return text.toString();
  }

  /// @throws SyntaxException if it is not written so, or written so without need
  public static String decode(String text) throws SyntaxException {
    var name = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (!isItself(c)) {
        throw wrong();
      }
      if (c != '&') {
        name.append(c);
        i++;
        continue;
      }
      int end = text.indexOf('-', i);
      if (end < 0) {
        throw wrong();
      }
      name.append(end == i + 1 ? "&" : utf16(text.substring(i + 1, end)));
      i = end + 1;
    }
    // One name, one way to write it: else two folders would look alike.
    if (!encode(name.toString()).equals(text)) {
      throw wrong();
    }
    return name.toString();
  }

  private static boolean isItself(char c) {
    return c >= ' ' && c <= '~';
  }

  private static String base64(String part) {
    var octets = part.getBytes(StandardCharsets.UTF_16BE);
    return Base64.getEncoder().withoutPadding().encodeToString(octets).replace('/', ',');
  }

  private static String utf16(String base64) throws SyntaxException {
    try {
      var octets = Base64.getDecoder().decode(base64.replace(',', '/'));
      CharBuffer decoded = StandardCharsets.UTF_16BE.newDecoder().decode(ByteBuffer.wrap(octets));
      return decoded.toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw wrong();
    }
  }

  private static SyntaxException wrong() {
    return new SyntaxException(
        "A folder's name is written in modified UTF-7: & as &-, other than ASCII in base64"
            + " (RFC 3501, 5.1.3)");
  }
}
