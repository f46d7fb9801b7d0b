package dev.wirelab.kernel.java;

import java.util.Optional;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/// An import that would take the place of another, as an expression that compiles if it does.
///
/// JShell lets go of an import before it finds the new one wrong, and with it of all variables
/// whose types it names, and their values.
final class ImportTrial {

  private static final Pattern OF_A_TYPE =
      Pattern.compile("\\s*import\\s+(?<name>(?:\\w+\\.)+(?<simple>\\w+))\\s*;?\\s*");

  private ImportTrial() {}

  /// Empty for an import that takes no place.
  static Optional<Statement> of(Statement statement, JShell shell) {
    var wanted = OF_A_TYPE.matcher(Comments.blanked(statement.source()));
    if (!wanted.matches() || !takesAPlace(wanted.group("name"), wanted.group("simple"), shell)) {
      return Optional.empty();
    }
    int start = wanted.start("name");
    return Optional.of(
        new Statement(
            wanted.group("name") + ".class",
            statement.offset() + start,
            statement.end(),
            statement.completeness(),
            true));
  }

  private static boolean takesAPlace(String name, String simple, JShell shell) {
    return shell
        .imports()
        .filter(known -> shell.status(known) == Snippet.Status.VALID)
        .anyMatch(known -> known.name().equals(simple) && !known.fullname().equals(name));
  }
}
