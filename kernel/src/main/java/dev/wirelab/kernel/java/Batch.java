package dev.wirelab.kernel.java;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis.Completeness;

/// Statements that follow each other. Those that declare nothing go into one block: to compile it
/// takes hardly longer than each of them alone. Where it does not compile, nothing has run, and
/// they are run one after the other.
record Batch(List<Statement> statements) {

  /// Code that runs straight on meets no stop check, so a batch is not endless.
  private static final int MOST = 64;

  private static final Pattern CONTROL = Pattern.compile("(?:if|for|while|do|try|synchronized)\\b");

  /// All statements, in batches of one or more.
  static List<Batch> of(List<Statement> statements) {
    var batches = new ArrayList<Batch>();
    boolean open = false;
    for (var statement : statements) {
      boolean fits = fits(statement);
      if (!fits || !open || batches.getLast().statements.size() == MOST) {
        batches.add(new Batch(new ArrayList<>()));
      }
      batches.getLast().statements.add(statement);
      open = fits;
    }
    return batches;
  }

  /// What gives a name to what it matched could be heard in the next.
  private static boolean fits(Statement statement) {
    return !statement.source().contains("instanceof")
        && (statement.semicolon() && QuickForm.of(statement).isPresent()
            || statement.completeness() == Completeness.COMPLETE
                && CONTROL.matcher(statement.source()).lookingAt());
  }

  boolean isOne() {
    return statements.size() == 1;
  }

  /// The block, its lines where they were.
  String form(String cell) {
    return "{" + cell.substring(statements.getFirst().offset(), statements.getLast().end()) + "\n}";
  }
}
