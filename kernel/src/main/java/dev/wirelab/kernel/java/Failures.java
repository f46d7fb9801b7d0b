package dev.wirelab.kernel.java;

import dev.wirelab.kernel.interpreter.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShellException;
import jdk.jshell.UnresolvedReferenceException;

/// What people read when a cell fails: their own cells, lines and words, not those of JShell.
final class Failures {

  /// Bold and no colour: red text is hard to read on the red ground that front ends give to errors.
  private static final String BOLD = "\u001b[1m";

  private static final String PLAIN = "\u001b[0m";
  private static final int FRAMES_SHOWN = 24;
  private static final String AT = "    at ";

  private final Map<Integer, CellText> cells = new HashMap<>();

  /// Remembers a cell whose methods may throw later. A silent cell keeps the number of another.
  void remember(CellText cell) {
    cells.put(cell.number(), cell);
  }

  /// javac refused a statement.
  Outcome.Failure compileError(CellText cell, Statement statement, List<Diag> diagnostics) {
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
    return new Outcome.Failure("CompileError", first, bold(lines));
  }

  /// A statement threw.
  ///
  /// @param translated the same exception as JShell tells it, with frames that name snippets
  Outcome.Failure thrown(Throwable thrown, JShellException translated) {
    if (thrown instanceof CellInterrupted) {
      return interrupted();
    }
    if (thrown instanceof RunningCell.Unstoppable stuck) {
      return unstoppable(stuck);
    }
    if (translated instanceof UnresolvedReferenceException unresolved) {
      String what = unresolved.getSnippet().name() + " is declared but not complete yet";
      return new Outcome.Failure("UnresolvedReference", what, List.of(BOLD + what + PLAIN));
    }
    var lines = new ArrayList<String>();
    trace(thrown, Optional.ofNullable(translated), "", lines);
    return new Outcome.Failure(name(thrown), message(thrown), bold(lines));
  }

  Outcome.Failure interrupted() {
    return new Outcome.Failure(
        "KeyboardInterrupt", "interrupted", List.of(BOLD + "Interrupted" + PLAIN));
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

  private static String message(Diag error) {
    return error.getMessage(Locale.ENGLISH);
  }

  private void trace(
      Throwable thrown, Optional<JShellException> translated, String prefix, List<String> lines) {
    String message = message(thrown);
    String name = name(thrown);
    (prefix + name + (message.isEmpty() ? "" : ": " + message)).lines().forEach(lines::add);
    translated.stream()
        .flatMap(exception -> List.of(exception.getStackTrace()).stream())
        .flatMap(frame -> frame(frame).stream())
        .limit(FRAMES_SHOWN)
        .forEach(lines::add);
    var cause =
        translated
            .filter(EvalException.class::isInstance)
            .map(Throwable::getCause)
            .map(JShellException.class::cast);
    if (cause.isPresent()) {
      trace(thrown.getCause(), cause, "Caused by: ", lines);
    }
  }

  /// A frame in a cell, of which the file is `#cell:offset`; others are left out.
  private Optional<String> frame(StackTraceElement frame) {
    String file = frame.getFileName();
    if (file == null || !file.startsWith("#") || !file.contains(":")) {
      return Optional.empty();
    }
    int colon = file.indexOf(':');
    var cell = cells.get(Integer.parseInt(file.substring(1, colon)));
    if (cell == null) {
      return Optional.empty();
    }
    int offset = Integer.parseInt(file.substring(colon + 1));
    int line = cell.place(offset).line() + frame.getLineNumber() - 1;
    String method = frame.getMethodName();
    return Optional.of(
        AT
            + cell.name(line)
            + (method.isEmpty() ? "" : ", in " + method)
            + ": "
            + cell.line(line).strip());
  }

  /// Asks for the message, which code of a cell may have made a trap of.
  private static String message(Throwable thrown) {
    try {
      String message = thrown.getMessage();
      return message == null ? "" : message;
    } catch (Throwable e) {
      return "(its getMessage() failed too: " + e.getClass().getName() + ")";
    }
  }

  /// Without its package, which for a class of a cell is one of JShell's own.
  private static String name(Throwable thrown) {
    String simple = thrown.getClass().getSimpleName();
    return simple.isEmpty() ? thrown.getClass().getSuperclass().getSimpleName() : simple;
  }

  private static List<String> bold(List<String> lines) {
    var marked = new ArrayList<>(lines);
    marked.set(0, BOLD + lines.getFirst() + PLAIN);
    return marked;
  }
}
