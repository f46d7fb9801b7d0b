package dev.wirelab.kernel.java;

import dev.wirelab.kernel.interpreter.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShellException;

/// What people read when a cell fails: their own cells, lines and words, not those of JShell.
final class Failures {

  /// Bold and no colour: red text is hard to read on the red ground that front ends give to errors.
  private static final String BOLD = "\u001b[1m";

  private static final String PLAIN = "\u001b[0m";
  private static final int FRAMES_SHOWN = 24;

  /// What the JVM says of `System.console().readLine()`, for which it looks for a terminal.
  private static final String NO_CONSOLE =
      "the return value of \"java.lang.System.console()\" is null";

  private static final String NO_CONSOLE_NOTE =
      "A notebook has no console; readLine(\"…\") and readPassword(\"…\") ask here, and so does System.in";
  private static final String AT = "    at ";
  private static final String CAUSED_BY = "Caused by: ";

  private final Places places;

  Failures(Places places) {
    this.places = places;
  }

  /// javac refused a statement.
  ///
  /// @param notes what else the reader should know
  Outcome.Failure compileError(
      CellText cell, Statement statement, List<Diag> diagnostics, List<String> notes) {
    var errors = diagnostics.stream().filter(Diag::isError).toList();
    var lines = new ArrayList<String>();
    for (var error : errors) {
      lines.addAll(told(cell, statement, error));
    }
    String first =
        errors.isEmpty()
            ? "this is not Java, or not all of it"
            : message(errors.getFirst()).lines().findFirst().orElse("");
    if (lines.isEmpty()) {
      lines.add(cell.name(cell.place(statement.offset()).line()) + ": " + first);
    }
    lines.addAll(notes);
    return new Outcome.Failure("CompileError", first, bold(lines));
  }

  /// A statement threw.
  ///
  /// @param translated the same exception as JShell tells it, with frames that name snippets
  Outcome.Failure thrown(Throwable thrown, JShellException translated) {
    return switch (thrown) {
      case Thrown told -> {
        var lines = new ArrayList<String>();
        trace(told, Optional.ofNullable(translated), "", lines);
        if (told.getMessage().contains(NO_CONSOLE)) {
          lines.add(NO_CONSOLE_NOTE);
        }
        yield new Outcome.Failure(told.name(), told.getMessage(), bold(lines));
      }
      case RunningCell.Unstoppable stuck -> unstoppable(stuck);
      default -> throw new IllegalArgumentException(thrown);
    };
  }

  /// Code of cells threw on a thread of its own.
  ///
  /// @param snippets says of which snippet a frame is
  List<String> told(Thrown thrown, UnaryOperator<StackTraceElement> snippets) {
    var lines = new ArrayList<String>();
    for (Throwable at = thrown; at instanceof Thrown told; at = at.getCause()) {
      head(told, at == thrown ? "" : CAUSED_BY, lines);
      frames(Arrays.stream(told.getStackTrace()).map(snippets), lines);
    }
    return lines;
  }

  /// A statement came to a declaration that waits for others.
  Outcome.Failure unresolved(String note) {
    return new Outcome.Failure("UnresolvedReference", note, bold(List.of(note)));
  }

  Outcome.Failure interrupted() {
    return new Outcome.Failure(
        "KeyboardInterrupt", "interrupted", List.of(BOLD + "Interrupted" + PLAIN));
  }

  /// A statement went on when there was too little memory for it.
  Outcome.Failure outOfMemory() {
    String value = "Java heap space: the cell caught this and took more, so it was ended";
    return new Outcome.Failure("OutOfMemoryError", value, bold(List.of(value)));
  }

  private static Outcome.Failure unstoppable(RunningCell.Unstoppable stuck) {
    String value = "interrupted, but the cell's code does not end; it goes on in the background";
    var lines = new ArrayList<>(List.of(BOLD + value + PLAIN, "It is here:"));
    for (var frame : stuck.getStackTrace()) {
      lines.add(AT + frame);
    }
    return new Outcome.Failure("KeyboardInterrupt", value, lines);
  }

  private static List<String> told(CellText cell, Statement statement, Diag error) {
    int start = statement.offset() + (int) Math.max(0, error.getStartPosition());
    int end = statement.offset() + (int) Math.max(0, error.getEndPosition());
    // A chain of calls begins lines before the one that is wrong.
    int culprit = statement.offset() + (int) Math.max(0, error.getPosition());
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
    return lines;
  }

  /// As javac says it in a terminal: without the packages that everybody knows, and without the
  /// class that JShell wraps around a statement.
  private static String message(Diag error) {
    return error
        .getMessage(Locale.ENGLISH)
        .replaceAll("\\bjava\\.(lang|util)\\.(?=\\p{Lu})", "")
        .replaceAll("\\n *location: class *$", "");
  }

  private void trace(
      Thrown thrown, Optional<JShellException> translated, String prefix, List<String> lines) {
    head(thrown, prefix, lines);
    frames(
        translated.stream().flatMap(exception -> Arrays.stream(exception.getStackTrace())), lines);
    var cause =
        translated
            .filter(EvalException.class::isInstance)
            .map(Throwable::getCause)
            .map(JShellException.class::cast);
    if (thrown.getCause() instanceof Thrown told) {
      trace(told, cause, CAUSED_BY, lines);
    }
  }

  private static void head(Thrown thrown, String prefix, List<String> lines) {
    String message = thrown.getMessage();
    (prefix + thrown.name() + (message.isEmpty() ? "" : ": " + message))
        .lines()
        .forEach(lines::add);
  }

  private void frames(Stream<StackTraceElement> frames, List<String> lines) {
    frames.flatMap(frame -> frame(frame).stream()).limit(FRAMES_SHOWN).forEach(lines::add);
  }

  /// A frame in a cell; others are left out.
  private Optional<String> frame(StackTraceElement frame) {
    String method = frame.getMethodName();
    String within = method.isEmpty() || method.startsWith("lambda$") ? "" : ", in " + method;
    return places.line(frame).map(line -> AT + line.name() + within + ": " + line.text());
  }

  private static List<String> bold(List<String> lines) {
    var marked = new ArrayList<>(lines);
    marked.set(0, BOLD + lines.getFirst() + PLAIN);
    return marked;
  }
}
