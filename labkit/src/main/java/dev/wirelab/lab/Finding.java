package dev.wirelab.lab;

import dev.wirelab.lab.show.Visible;
import dev.wirelab.lab.show.Wording;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// What looking at the evidence gave.
///
/// @param met whether it is as expected
/// @param where the line that shows it, or an empty string
record Finding(boolean met, String expected, String seen, String where) {

  /// Two values, compared.
  static Finding compare(Object expected, Object seen) {
    boolean met = equal(expected, seen);
    var one = text(expected);
    var other = text(seen);
    return !met && one.equals(other)
        ? new Finding(false, one + kind(expected), other + kind(seen), "")
        : new Finding(met, one, other, "");
  }

  /// A count is the same count as `int` and as `long`.
  private static boolean equal(Object expected, Object seen) {
    return isInteger(expected) && isInteger(seen)
        ? ((Number) expected).longValue() == ((Number) seen).longValue()
        : Objects.deepEquals(expected, seen);
  }

  private static boolean isInteger(Object value) {
    return value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte;
  }

  /// Ends of lines are shown, since a text with one and a text without would look the same. What is
  /// empty is said in words, and texts, which may hold commas, stand one below the other.
  private static String text(Object value) {
    return switch (value) {
      case byte[] octets -> Arrays.toString(octets);
      case String string when string.isEmpty() -> Wording.say("check.empty.text");
      case Map<?, ?> map when map.isEmpty() -> Wording.say("check.nothing");
      case Collection<?> none when none.isEmpty() -> Wording.say("check.nothing");
      case Collection<?> texts when texts.stream().allMatch(String.class::isInstance) ->
          texts.stream().map(Finding::text).collect(Collectors.joining("\n"));
      case String string ->
          Visible.lines(
              string.replaceAll("(?<!\r)\n", "<LF>\n").replace("\r\n", "<CRLF>\n").stripTrailing());
      case null, default -> Visible.lines(String.valueOf(value));
    };
  }

  private static String kind(Object value) {
    return value == null ? "" : " (" + value.getClass().getSimpleName() + ")";
  }
}
