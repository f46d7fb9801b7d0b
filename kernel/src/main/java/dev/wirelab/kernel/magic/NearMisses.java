package dev.wirelab.kernel.magic;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Names that somebody may have meant who wrote another one.
final class NearMisses {

  private static final int SHOWN = 3;

  private NearMisses() {}

  /// At most three of the names, the nearest first: those that differ in less than half of their
  /// letters, and those that it begins.
  static List<String> of(String wanted, Collection<String> names) {
    return names.stream()
        .filter(name -> isNear(wanted, name))
        .sorted(Comparator.comparingInt(name -> distance(wanted, name)))
        .limit(SHOWN)
        .toList();
  }

  private static boolean isNear(String wanted, String name) {
    var bare = wanted.replace("%", "").toLowerCase(Locale.ROOT);
    return 2 * distance(wanted, name) < Math.max(wanted.length(), name.length())
        || bare.length() > 1 && name.replace("%", "").toLowerCase(Locale.ROOT).startsWith(bare);
  }

  /// Letters to be put in, left out or changed, whatever their case.
  private static int distance(String one, String other) {
    var before = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      var now = new int[other.length() + 1];
      now[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        boolean same =
            Character.toLowerCase(one.charAt(i - 1)) == Character.toLowerCase(other.charAt(j - 1));
        now[j] = Math.min(before[j - 1] + (same ? 0 : 1), 1 + Math.min(before[j], now[j - 1]));
      }
      before = now;
    }
    return before[other.length()];
  }
}
