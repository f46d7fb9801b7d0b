package dev.wirelab.server.store;

import jakarta.mail.Flags;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Flags as IMAP spells them (RFC 3501, 2.3.2), and as Jakarta Mail has them.
public final class ImapFlags {

  private static final Map<String, Flags.Flag> SYSTEM =
      Map.of(
          "\\Answered", Flags.Flag.ANSWERED,
          "\\Deleted", Flags.Flag.DELETED,
          "\\Draft", Flags.Flag.DRAFT,
          "\\Flagged", Flags.Flag.FLAGGED,
          "\\Recent", Flags.Flag.RECENT,
          "\\Seen", Flags.Flag.SEEN);

  private ImapFlags() {}

  /// The system flags there are.
  public static List<String> system() {
    return SYSTEM.keySet().stream().sorted().toList();
  }

  /// Whether it may stand in a flag list: a system flag, or a keyword.
  public static boolean isFlag(String flag) {
    return SYSTEM.containsKey(flag) || flag.matches("[!#$&'+,./0-9:;<=>?@A-Z^_`a-z|~-]+");
  }

  static Flags from(Set<String> spelled) {
    var flags = new Flags();
    for (var flag : spelled) {
      var system = SYSTEM.get(flag);
      if (system == null) {
        flags.add(flag);
      } else {
        flags.add(system);
      }
    }
    return flags;
  }

  static SortedSet<String> spell(Flags flags) {
    var spelled =
        SYSTEM.entrySet().stream()
            .filter(system -> flags.contains(system.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    spelled.addAll(Arrays.asList(flags.getUserFlags()));
    return Collections.unmodifiableSortedSet(spelled);
  }
}
