package dev.wirelab.server.store;

import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// The keywords that a folder's messages have or had, each as it was first spelled: in any case
/// they are the same (RFC 3501, 2.3.2). Used under the folder's lock.
final class Keywords {

  /// How many there can be: a client could make up new ones for ever, and none is forgotten.
  static final int MOST = 200;

  private final SortedSet<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  /// Those there are by now.
  Set<String> all() {
    return new TreeSet<>(known);
  }

  /// System flags as the RFC spells them, and keywords as they are spelled here already; new ones
  /// are remembered.
  ///
  /// @throws KeywordsException if that would be too many
  Set<String> spelled(Set<String> flags) throws KeywordsException {
    var spelled = new HashSet<String>();
    for (var flag : flags) {
      spelled.add(flag.startsWith("\\") ? ImapFlags.system(flag).orElse(flag) : keyword(flag));
    }
    return spelled;
  }

  private String keyword(String flag) throws KeywordsException {
    if (!known.contains(flag)) {
      if (known.size() == MOST) {
        throw new KeywordsException(MOST);
      }
      known.add(flag);
    }
    return known.tailSet(flag).first();
  }
}
