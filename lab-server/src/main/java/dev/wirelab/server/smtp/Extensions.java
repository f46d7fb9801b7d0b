package dev.wirelab.server.smtp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What EHLO lists (RFC 5321, 4.1.1.1). What is not listed is not there, and what is not there is
/// not listed.
///
/// @param lines keywords, each with its parameters
/// @param required those without which no mail is taken: `STARTTLS`, `AUTH`
record Extensions(List<String> lines, Set<String> required) {

  static final String STARTTLS = "STARTTLS";
  static final String AUTH = "AUTH";
  static final String SMTPUTF8 = "SMTPUTF8";
  static final String ENHANCEDSTATUSCODES = "ENHANCEDSTATUSCODES";

  private static final Set<String> WITHOUT_PARAMETERS =
      Set.of(
          "PIPELINING",
          "8BITMIME",
          SMTPUTF8,
          "DSN",
          "CHUNKING",
          ENHANCEDSTATUSCODES,
          STARTTLS,
          "EXPN",
          "HELP");

  Extensions {
    lines = List.copyOf(lines);
    required = Set.copyOf(required);
  }

  /// All there are.
  static List<String> all(int size) {
    return List.of(
        "PIPELINING",
        "8BITMIME",
        SMTPUTF8,
        "SIZE " + size,
        "DSN",
        "CHUNKING",
        ENHANCEDSTATUSCODES,
        STARTTLS,
        AUTH + " " + Login.Mechanism.all(),
        "EXPN",
        "HELP");
  }

  /// Whether EHLO may have that line.
  static boolean isLine(String line) {
    return WITHOUT_PARAMETERS.contains(line)
        || line.matches("SIZE(?: [0-9]{1,20})?")
        || line.startsWith(AUTH + " ")
            && parameters(line).stream().allMatch(name -> Login.Mechanism.named(name).isPresent());
  }

  boolean has(String keyword) {
    for (var line : lines) {
      if (keyword(line).equals(keyword)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a command can be given.
  boolean has(Verb verb) {
    return verb.extension().isEmpty() || has(verb.extension().get());
  }

  /// How one may log in.
  Optional<Login.Mechanism> mechanism(String name) {
    return lines.stream()
        .filter(line -> keyword(line).equals(AUTH))
        .filter(line -> parameters(line).contains(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .flatMap(line -> Login.Mechanism.named(name));
  }

  /// What EHLO lists now: nobody is asked to encrypt twice (RFC 3207, 4.2), nor to log in where
  /// that will be refused.
  List<String> lines(boolean encrypted) {
    var shown = new ArrayList<>(lines);
    if (encrypted) {
      shown.remove(STARTTLS);
    } else if (required.contains(STARTTLS)) {
      shown.removeIf(line -> keyword(line).equals(AUTH));
    }
    return shown;
  }

  private static String keyword(String line) {
    return line.split(" ", 2)[0];
  }

  private static Set<String> parameters(String line) {
    return Arrays.stream(line.split(" ")).skip(1).collect(Collectors.toSet());
  }
}
