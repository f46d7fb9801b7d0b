package dev.wirelab.server;

import dev.wirelab.server.FixtureFile.Entry;
import dev.wirelab.server.FixtureFile.Section;
import dev.wirelab.server.imap.Wording;
import dev.wirelab.server.imap.Wording.Told;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads a section that says how the IMAP server speaks to somebody. What it leaves out is said as
/// to everybody.
final class WordingReader {

  /// What may stand in it.
  static final Set<String> KEYS =
      Set.of(
          "login",
          "completed",
          "flags",
          "select",
          "unseen",
          "permanentflags",
          "uidvalidity",
          "uidnext");

  private final Section section;

  WordingReader(Section section) {
    this.section = section;
  }

  Wording read() {
    var plain = Wording.PLAIN;
    return new Wording(
        words("login", plain.login()),
        words("completed", plain.completed()),
        section
            .entry("flags")
            .map(entry -> permutation(entry, plain.flags()))
            .orElse(plain.flags()),
        section.entry("select").map(WordingReader::select).orElse(plain.select()),
        words("unseen", plain.unseen()),
        words("permanentflags", plain.permanentFlags()),
        words("uidvalidity", plain.uidValidity()),
        words("uidnext", plain.uidNext()));
  }

  private String words(String key, String otherwise) {
    return section.entry(key).map(WordingReader::words).orElse(otherwise);
  }

  /// A text that a response may have (RFC 3501, 9, "text"), and no code of its own.
  static String words(Entry entry) {
    var words = entry.value();
    if (!words.matches("[ -~]+") || words.startsWith("[")) {
      throw entry.fault("must be printable ASCII, and not begin with a bracket");
    }
    return words;
  }

  private static List<Told> select(Entry entry) {
    var names = Arrays.stream(Told.values()).map(Told::name).toList();
    return permutation(entry, names).stream().map(Told::valueOf).toList();
  }

  /// The same words, in an order of its own.
  private static List<String> permutation(Entry entry, List<String> words) {
    var ordered = List.of(entry.value().split("\\s+"));
    if (ordered.size() != words.size() || !new HashSet<>(ordered).equals(new HashSet<>(words))) {
      throw entry.fault("must be these, each once, in any order: " + String.join(" ", words));
    }
    return ordered;
  }
}
