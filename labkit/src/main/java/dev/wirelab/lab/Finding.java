package dev.wirelab.lab;

import dev.wirelab.lab.show.Visible;
import dev.wirelab.lab.show.Wording;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What looking at the evidence gave.
///
/// @param met whether it is as expected
/// @param where the line that shows it, or an empty string
record Finding(boolean met, String expected, String seen, String where) {

  /// What stands before a place, as the kernel tells of a failure.
  private static final String AT = "\n    at ";

  /// Two values, compared.
  static Finding compare(Object expected, Object seen) {
    boolean met = equal(expected, seen);
    var one = text(expected);
    var other = text(seen);
    return !met && one.equals(other)
        ? new Finding(false, one + kind(expected), other + kind(seen), "")
        : new Finding(met, one, other, "");
  }

  /// What a learner's code gives is compared; what it throws is its answer too, and not the
  /// expected one.
  ///
  /// @param told how a failure reads, with its place
  /// @throws InterruptedException if nobody wants to know any more
  static Finding compare(Object expected, Callable<?> seen, Function<Throwable, String> told)
      throws InterruptedException {
    try {
      return compare(expected, seen.call());
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | AssertionError | StackOverflowError | LinkageError e) {
      return thrown(expected, told.apply(e));
    }
  }

  /// Of the lines of cells that it came through, the one where it was thrown.
  private static Finding thrown(Object expected, String told) {
    int place = told.indexOf(AT);
    var what = place < 0 ? told : told.substring(0, place);
    var where = place < 0 ? "" : told.substring(place + AT.length()).lines().findFirst().orElse("");
    return new Finding(
        false,
        text(expected),
        Wording.say("seen.thrown", Visible.lines(what.stripTrailing())),
        Visible.line(where));
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
