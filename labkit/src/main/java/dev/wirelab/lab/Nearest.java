package dev.wirelab.lab;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Finds what comes nearest to something that is not there: as a rule, the same with a slip.
final class Nearest {

  /// Longer lines are compared by their beginnings.
  private static final int COMPARED = 200;

  private Nearest() {}

  /// The one with the fewest letters to change; nothing, if all of them are something else
  /// altogether.
  static <T> Optional<T> to(String wanted, List<T> all, Function<T, String> text) {
    return all.stream()
        .filter(one -> !text.apply(one).isBlank())
        .min(Comparator.comparingInt(one -> distance(wanted, text.apply(one))))
        .filter(one -> isNear(wanted, text.apply(one)));
  }

  private static boolean isNear(String wanted, String other) {
    return 2 * distance(wanted, other) <= Math.max(wanted.length(), 2);
  }

  /// Levenshtein's: letters to be put in, left out or changed.
  private static int distance(String one, String other) {
    var a = one.substring(0, Math.min(COMPARED, one.length()));
    var b = other.substring(0, Math.min(COMPARED, other.length()));
    var before = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      var now = new int[b.length() + 1];
      now[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(change, 1 + Math.min(before[j], now[j - 1]));
      }
      before = now;
    }
    return before[b.length()] + Math.abs(one.length() - a.length() - other.length() + b.length());
  }
}
