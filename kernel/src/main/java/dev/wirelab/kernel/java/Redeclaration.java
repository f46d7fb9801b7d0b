package dev.wirelab.kernel.java;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;

/// A variable declared once more with the type that it has, as the assignment that it amounts to.
///
/// JShell would make a new variable. What was made with the old one, a lambda or an object of a
/// class that names it, would keep that or be made anew without its values: to run a cell once more
/// would undo others.
///
/// @param assignment its lines where they were
/// @param trial the declaration, of a variable that nobody knows in its place
/// @param trialName how that is called
record Redeclaration(String assignment, String trial, String trialName) {

  /// A letter that nobody types.
  private static final String RARE = "\u01c2";

  /// Empty for all that is none.
  static Optional<Redeclaration> of(Statement statement, JShell shell) {
    String code = Comments.blanked(statement.source());
    return shell
        .variables()
        .filter(known -> code.contains(known.name()))
        .flatMap(known -> of(known, statement, code, shell).stream())
        .findFirst();
  }

  private static Optional<Redeclaration> of(
      VarSnippet known, Statement statement, String code, JShell shell) {
    var beginning =
        Pattern.compile(
                "\\A[^=(){};]*[\\s>\\]]" + Pattern.quote(known.name()) + "\\s*=(?!=)\\s*(?!\\{)")
            .matcher(code);
    if (!beginning.find()
        || shell.status(known) != Snippet.Status.VALID
        || !isSame(shell.sourceCodeAnalysis().sourceToSnippets(statement.source()), known)) {
      return Optional.empty();
    }
    String lines = code.substring(0, beginning.end()).replaceAll("[^\n]", "");
    String value = code.substring(beginning.end()).stripTrailing();
    if (value.endsWith(";")) {
      value = value.substring(0, value.length() - 1);
    }
    String trialName = RARE.repeat(known.name().length());
    var trial = new StringBuilder(statement.source());
    int at = code.lastIndexOf(known.name(), code.lastIndexOf('=', beginning.end()));
    trial.replace(at, at + known.name().length(), trialName);
    return Optional.of(
        new Redeclaration(
            "{" + lines + known.name() + " = " + value + "\n;}", trial.toString(), trialName));
  }

  private static boolean isSame(List<Snippet> snippets, VarSnippet known) {
    return snippets.size() == 1
        && snippets.getFirst() instanceof VarSnippet again
        && again.name().equals(known.name())
        && again.typeName().replaceAll("\\s", "").equals(known.typeName().replaceAll("\\s", ""));
  }
}
