package dev.wirelab.kernel.java;

import java.util.List;
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
/// @param insertions what JShell's source has more than the cell, in order
record Statement(
    String source,
    int offset,
    int end,
    Completeness completeness,
    boolean semicolon,
    List<Insertion> insertions) {

  /// Text that the author did not write.
  ///
  /// @param at where it went, counted in what the author wrote
  record Insertion(int at, String text) {}

  /// As the author wrote it.
  Statement(String source, int offset, int end, Completeness completeness, boolean semicolon) {
    this(source, offset, end, completeness, semicolon, List.of());
  }

  /// This with more for JShell. Errors and traces find their places in the cell all the same.
  Statement with(List<Insertion> more) {
    var longer = new StringBuilder(source);
    more.reversed().forEach(each -> longer.insert(each.at(), each.text()));
    return new Statement(longer.toString(), offset, end, completeness, semicolon, more);
  }

  /// Where in the cell a position in the source is.
  int inCell(long position) {
    int at = (int) Math.max(0, position);
    for (var inserted : insertions) {
      if (at <= inserted.at()) {
        break;
      }
      at = Math.max(inserted.at(), at - inserted.text().length());
    }
    return offset + at;
  }

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
