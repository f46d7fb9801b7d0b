package dev.wirelab.kernel.java;

import dev.wirelab.kernel.interpreter.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import jdk.jshell.Diag;

/// What javac refuses, as its author reads it: the cell's line and column, a mark under the place,
/// javac's words, and a hint where one is at hand.
final class CompileErrors {

  private static final String NO_PACKAGE =
      "a cell is in no package: leave this line out, and all later cells know what this one declares";

  private static final Pattern PACKAGE = Pattern.compile("\\s*package\\s+[\\w.]+\\s*(?:;|$)");

  /// For messages that say what is wrong in words that only who knows it understands.
  private static final Map<String, String> HINTS =
      Map.of(
          "compiler.err.unclosed.char.lit",
          "A text stands in double quotes; single quotes are for one character",
          "compiler.err.unreported.exception.need.to.catch.or.throw",
          "A method says so: add throws and the exception's name behind its parameters",
          "compiler.err.sealed.class.must.have.subclasses",
          "Declare them below it in the same cell, or say permits and their names",
          "jdk.eval.error.illegal.modifiers",
          "In a cell, leave it out, or put the declaration into a class");

  private static final Pattern ASSIGNMENT = Pattern.compile("[^=!<>]=[^=]");

  private final NearMisses nearMisses;

  CompileErrors(NearMisses nearMisses) {
    this.nearMisses = nearMisses;
  }

  /// javac refused a statement.
  ///
  /// @param notes what else the reader should know
  Outcome.Failure told(
      CellText cell, Statement statement, List<Diag> diagnostics, List<String> notes) {
    var errors = diagnostics.stream().filter(Diag::isError).toList();
    var lines = new ArrayList<String>();
    String first = "this is not Java, or not all of it";
    if (PACKAGE.matcher(Comments.blanked(statement.source())).lookingAt()) {
      first = NO_PACKAGE;
    } else if (!errors.isEmpty()) {
      first = message(errors.getFirst()).lines().findFirst().orElse("");
      errors.forEach(error -> lines.addAll(told(cell, statement, error)));
    }
    if (lines.isEmpty()) {
      var place = cell.place(statement.offset());
      lines.add(cell.name(place.line()) + ": " + first);
    }
    lines.addAll(notes);
    return new Outcome.Failure("CompileError", first, Failures.bold(lines));
  }

  private List<String> told(CellText cell, Statement statement, Diag error) {
    int start = statement.inCell(error.getStartPosition());
    int end = statement.inCell(error.getEndPosition());
    // A chain of calls begins lines before the one that is wrong.
    int culprit = statement.inCell(error.getPosition());
    if (culprit > start && cell.place(culprit).line() > cell.place(start).line()) {
      start = culprit;
    }
    var place = cell.place(start);
    String line = cell.line(place.line());
    var lines = new ArrayList<String>();
    lines.add(cell.name(place.line()) + ", column " + place.column() + ": " + message(error));
    lines.add("    " + line);
    int room = Math.max(1, line.length() - place.column() + 1);
    int width = Math.clamp(end - start, 1, room);
    // Blanks as wide as what stands above them: a tab stays a tab.
    String before =
        line.substring(0, Math.min(place.column() - 1, line.length())).replaceAll("[^\t]", " ");
    lines.add("    " + before + "^" + "~".repeat(width - 1));
    hint(statement, error).ifPresent(hint -> lines.add("  " + hint));
    return lines;
  }

  private Optional<String> hint(Statement statement, Diag error) {
    String code = error.getCode();
    if (code.equals("compiler.err.prob.found.req")
        && message(error).contains("cannot be converted to boolean")) {
      String place = statement.source();
      int from = Math.clamp(error.getStartPosition(), 0, place.length());
      int to = Math.clamp(error.getEndPosition(), from, place.length());
      return Optional.of("= assigns and == compares")
          .filter(_ -> ASSIGNMENT.matcher(place.substring(from, to)).find());
    }
    return Optional.ofNullable(HINTS.get(code)).or(() -> nearMisses.of(statement.source(), error));
  }

  /// As javac says it in a terminal: without the packages that everybody knows, and without the
  /// class that JShell wraps around a statement.
  private static String message(Diag error) {
    return PlainNames.in(error.getMessage(Locale.ENGLISH))
        .replaceAll("\\bjava\\.(lang|util)\\.(?=\\p{Lu})", "")
        .replaceAll("\\n *location: class *$", "");
  }
}
