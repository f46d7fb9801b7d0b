package dev.wirelab.lab.show;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// Text from the wire made safe to look at. What would move the cursor, ring the bell or turn the
/// reading direction becomes a sign that is seen; what a reader can read stays.
public final class Visible {

  private static final int LONGEST = 2_000;
  private static final int CONTROL_PICTURES = 0x2400;
  private static final int DELETE = 0x7f;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private Visible() {}

  /// Octets as text: UTF-8 where they are, and otherwise ASCII with `\xNN` for the rest.
  public static String decode(byte[] octets) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException notUtf8) {
      var text = new StringBuilder();
      for (byte octet : octets) {
        if (octet >= 0) {
          text.append((char) octet);
        } else {
          text.append("\\x%02X".formatted(octet & 0xff));
        }
      }
      return text.toString();
    }
  }

  /// One line with nothing hidden in it. Beyond 2,000 characters it says how many are left out.
  public static String line(String text) {
    var seen = new StringBuilder();
    int end = text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length())));
    text.codePoints().limit(LONGEST).forEach(c -> append(seen, c));
    if (end < text.length()) {
      seen.append(' ').append(Wording.say("line.cut", text.length() - end));
    }
    return seen.toString();
  }

  /// Several lines, each as [#line] has it.
  public static String eachLine(String text) {
    return text.lines().map(Visible::line).collect(Collectors.joining("\n"));
  }

  /// Several lines: line ends and tabs stay, all else is as in [#line].
  public static String lines(String text) {
    var seen = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (c == '\n') {
            seen.append('\n');
          } else if (c != '\r') {
            append(seen, c);
          }
        });
    return seen.toString();
  }

  private static void append(StringBuilder seen, int c) {
    if (c == '\t') {
      seen.append('\t');
    } else if (c < ' ') {
      seen.appendCodePoint(CONTROL_PICTURES + c);
    } else if (c == DELETE) {
      seen.append('\u2421');
    } else if (hides(c)) {
      seen.append("\\u%04X".formatted(c));
    } else {
      seen.appendCodePoint(c);
    }
  }

  /// Controls of the upper half, line separators, and the marks that turn the reading direction.
  /// The joiners stay: Persian and many an emoji are spelt with them.
  private static boolean hides(int c) {
    if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
