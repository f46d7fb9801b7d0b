package dev.wirelab.kernel.java;

import java.util.Optional;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis.Completeness;

/// An expression in a form that JShell evaluates in half the time.
///
/// For an expression as it stands JShell first finds out its type, twice, and declares a variable
/// of it; a statement it compiles once only to see whether it can be reached. What declares a
/// variable of a known type is compiled at once. So the value goes over [Handover], and a variable
/// that nobody can name is declared with nothing in it. The form is a guess from the first words;
/// where it does not compile, nothing has run, and the expression is evaluated as it stands.
final class QuickForm {

  /// What begins a declaration or statement: a keyword, or a type and the name that it is given.
  private static final Pattern NO_EXPRESSION =
      Pattern.compile(
          """
          (?x) ^ (?:
            @ | [{};] | \\w+ \\s* : |
            (?: import | package | class | interface | enum | record | sealed | abstract | final | static
              | public | private | protected | synchronized | strictfp | volatile | transient | default
              | if | for | while | do | switch | try | return | throw | break | continue | assert | yield
              | var | void | byte | short | char | int | long | float | double | boolean ) \\b |
            [\\w$.]+ \\s* (?: < [^()]* > )? (?: \\s* \\[ \\s* ] )* \\s+ (?! instanceof \\b ) [\\p{L}_$] |
            [\\w$.]+ \\s* < [^()]* > \\s* [\\p{L}_$] [\\w$]* \\s* [=;(]
          )
          """);

  /// `new Point(1, 2)` looks like a type and a name.
  private static final Pattern CREATION = Pattern.compile("^new\\b");

  /// Each variable has a name of its own: JShell compiles a second time what it has to replace.
  private int variables;

  /// What has no value, to make JShell and javac ready for others.
  String ofNothing() {
    return variable("null");
  }

  /// Whether a statement seems to be an expression.
  static boolean fits(Statement statement) {
    if (statement.completeness() == Completeness.UNKNOWN) {
      // Its brackets may not match, and would find others here that do.
      return false;
    }
    var code = Comments.blanked(statement.source()).strip();
    boolean plain = CREATION.matcher(code).find() || !NO_EXPRESSION.matcher(code).find();
    // A switch takes its type from where it stands.
    return plain && !statement.source().contains("switch");
  }

  /// The quick form of a statement; empty if it seems to be no expression. It adds nothing before
  /// the expression but on its first line.
  Optional<String> of(Statement statement) {
    if (!fits(statement)) {
      return Optional.empty();
    }
    var expression = Comments.blanked(statement.source()).strip();
    if (expression.endsWith(";")) {
      expression = expression.substring(0, expression.length() - 1);
    }
    return Optional.of(
        statement.semicolon()
            // Where only a statement may stand: a declaration would be lost in the block.
            ? "{if(true)" + expression + "\n;}"
            : variable(expression));
  }

  private String variable(String expression) {
    return "Object quick$" + ++variables + "=" + Handover.NAME + ".result(" + expression + "\n);";
  }
}
