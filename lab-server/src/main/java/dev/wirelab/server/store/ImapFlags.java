package dev.wirelab.server.store;

import jakarta.mail.Flags;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Flags as IMAP spells them (RFC 3501, 2.3.2), and as Jakarta Mail has them.
public final class ImapFlags {

  public static final String ANSWERED = "\\Answered";
  public static final String DELETED = "\\Deleted";
  public static final String DRAFT = "\\Draft";
  public static final String FLAGGED = "\\Flagged";
  public static final String RECENT = "\\Recent";
  public static final String SEEN = "\\Seen";

  private static final Map<String, Flags.Flag> SYSTEM =
      Map.of(
          ANSWERED, Flags.Flag.ANSWERED,
          DELETED, Flags.Flag.DELETED,
          DRAFT, Flags.Flag.DRAFT,
          FLAGGED, Flags.Flag.FLAGGED,
          RECENT, Flags.Flag.RECENT,
          SEEN, Flags.Flag.SEEN);

  private static final Map<String, String> SPELLING =
      SYSTEM.keySet().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  flag -> flag.toLowerCase(Locale.ROOT), Function.identity()));

  private ImapFlags() {}

  /// The system flags there are.
  public static List<String> system() {
    return SYSTEM.keySet().stream().sorted().toList();
  }

  /// A system flag written in any case, as it is spelled; nothing if there is none of that name.
  public static Optional<String> system(String flag) {
    return Optional.ofNullable(SPELLING.get(flag.toLowerCase(Locale.ROOT)));
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
}
