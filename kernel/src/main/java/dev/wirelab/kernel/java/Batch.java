package dev.wirelab.kernel.java;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis.Completeness;

/// Statements that follow each other. Those that declare nothing go into one block: to compile it
/// takes hardly longer than each of them alone. Where it does not compile, nothing has run, and
/// they are run one after the other.
record Batch(List<Statement> statements) {

  /// Code that runs straight on meets no stop check, so a batch is not endless.
  private static final int MOST = 64;

  private static final Pattern CONTROL = Pattern.compile("(?:if|for|while|do|try|synchronized)\\b");

  static Batch of(Statement first) {
    return new Batch(List.of(first));
  }

  /// This with one more; empty if the two must be compiled apart.
  Optional<Batch> with(Statement next) {
    if (statements.size() == MOST || !fits(statements.getLast()) || !fits(next)) {
      return Optional.empty();
    }
    var more = new ArrayList<>(statements);
    more.add(next);
    return Optional.of(new Batch(more));
  }

  /// What gives a name to what it matched could be heard in the next.
  private static boolean fits(Statement statement) {
    return LineMagics.only(statement.source()).isEmpty()
        && !statement.source().contains("instanceof")
        && (statement.semicolon() && QuickForm.fits(statement)
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
