package dev.wirelab.kernel.java;

import java.util.Optional;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;

/// One statement, declaration, import or expression of a cell.
///
/// @param source what JShell shall evaluate
/// @param offset where it begins in the cell
/// @param end where it ends in the cell
/// @param completeness whether it could be evaluated as it stands
/// @param semicolon whether the author ended it with one, and so wants no result shown
record Statement(String source, int offset, int end, Completeness completeness, boolean semicolon) {

  /// The statement that begins at or behind `from`; empty where only blanks and comments follow.
  static Optional<Statement> next(SourceCodeAnalysis analysis, String cell, int from) {
    int offset = from;
    while (offset < cell.length() && Character.isWhitespace(cell.charAt(offset))) {
      offset++;
    }
    var rest = cell.substring(offset);
    var info = analysis.analyzeCompletion(rest);
    return switch (info.completeness()) {
      case EMPTY -> Optional.empty();
      case COMPLETE -> {
        int end = cell.length() - info.remaining().length();
        boolean semicolon = end(cell, offset, end).endsWith(";");
        yield Optional.of(
            new Statement(info.source(), offset, end, info.completeness(), semicolon));
      }
      // Incomplete or wrong: javac will say how, and what follows cannot be told apart from it.
      case COMPLETE_WITH_SEMI, CONSIDERED_INCOMPLETE, DEFINITELY_INCOMPLETE, UNKNOWN ->
          Optional.of(
              new Statement(
                  info.source() == null ? rest : info.source(),
                  offset,
                  cell.length(),
                  info.completeness(),
                  false));
    };
  }

  private static String end(String cell, int offset, int end) {
    return Comments.blanked(cell.substring(offset, end)).stripTrailing();
  }
}
