package dev.wirelab.kernel.java;

import dev.wirelab.kernel.interpreter.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import jdk.jshell.JShellException;
import jdk.jshell.SourceCodeAnalysis;

/// What people read when a cell fails: their own cells, lines and words, not those of JShell.
final class Failures {

  /// Bold and no colour: red text is hard to read on the red ground that front ends give to errors.
  private static final String BOLD = "\u001b[1m";

  private static final String PLAIN = "\u001b[0m";

  /// What the JVM says of `System.console().readLine()`, for which it looks for a terminal.
  private static final String NO_CONSOLE =
      "the return value of \"java.lang.System.console()\" is null";

  private static final String NO_CONSOLE_NOTE =
      "A notebook has no console; readLine(\"…\") and readPassword(\"…\") ask here, and so does System.in";
  private static final String REPLACED_NOTE =
      "%1$s was declared anew after this object was made, and objects of the old %1$s are none of the new; make it anew too";

  private final Places places;
  private final CellLoader loader;

  Failures(Places places, CellLoader loader) {
    this.places = places;
    this.loader = loader;
  }

  /// A statement threw.
  ///
  /// @param translated the same exception as JShell tells it, with frames that name snippets
  Outcome.Failure thrown(Throwable thrown, JShellException translated) {
    return switch (thrown) {
      case Thrown told -> {
        var frames =
            Stream.<Throwable>iterate(translated, Objects::nonNull, Throwable::getCause)
                .map(Throwable::getStackTrace);
        yield thrown(told, frames, places::line);
      }
      case RunningCell.Unstoppable stuck -> unstoppable(stuck);
      default -> throw new IllegalArgumentException(thrown);
    };
  }

  /// Code that is not a statement of JShell's threw: a value's own `toString`, or a magic.
  Outcome.Failure thrown(Thrown told, SourceCodeAnalysis analysis) {
    return thrown(told, frames(told), frame -> places.rawLine(frame, analysis));
  }

  private Outcome.Failure thrown(
      Thrown told,
      Stream<StackTraceElement[]> frames,
      Function<StackTraceElement, Optional<Places.Line>> lines) {
    if (told.evaluation().isPresent()) {
      var failed = told.evaluation().get();
      return new Outcome.Failure(failed.name(), failed.getMessage(), failed.traceback());
    }
    var trace = Trace.of(told, frames, lines);
    note(told).ifPresent(trace::add);
    return new Outcome.Failure(told.name(), value(told), bold(trace));
  }

  private static Stream<StackTraceElement[]> frames(Thrown told) {
    return told.all().map(Throwable::getStackTrace);
  }

  /// What an exception says; where it has nothing to say itself, what its cause does.
  private static String value(Thrown told) {
    return told.getMessage().isEmpty() && told.cause() != null
        ? Trace.headline(told.cause())
        : told.getMessage();
  }

  /// What a reader should know of an exception and cannot see.
  private Optional<String> note(Thrown told) {
    if (told.getMessage().contains(NO_CONSOLE)) {
      return Optional.of(NO_CONSOLE_NOTE);
    }
    return told.all()
        .filter(each -> each.is(ClassCastException.class))
        .flatMap(each -> loader.replaced(each.rawMessage()))
        .findFirst()
        .map(REPLACED_NOTE::formatted);
  }

  /// What code of cells threw and no cell failed of.
  String told(Thrown thrown, SourceCodeAnalysis analysis) {
    var trace = Trace.of(thrown, frames(thrown), frame -> places.rawLine(frame, analysis));
    return String.join("\n", trace);
  }

  /// A statement came to a declaration that waits for others.
  Outcome.Failure unresolved(String note) {
    return new Outcome.Failure("UnresolvedReference", note, bold(List.of(note)));
  }

  Outcome.Failure interrupted() {
    return new Outcome.Failure(
        "KeyboardInterrupt", "interrupted", List.of(BOLD + "Interrupted" + PLAIN));
  }

  /// A statement took longer than the settings allow.
  Outcome.Failure overdue(Duration limit) {
    String value = "Evaluation timed out after " + limit.toMillis() + " milliseconds.";
    return new Outcome.Failure("TimeoutException", value, bold(List.of(value)));
  }

  /// A statement went on when there was too little memory for it.
  Outcome.Failure outOfMemory() {
    String value = "Java heap space: the cell caught this and took more, so it was ended";
    return new Outcome.Failure("OutOfMemoryError", value, bold(List.of(value)));
  }

  Outcome.Failure unstoppable(RunningCell.Unstoppable stuck) {
    String value = "interrupted, but the cell's code does not end; it goes on in the background";
    var lines = new ArrayList<>(List.of(BOLD + value + PLAIN, "It is here:"));
    for (var frame : stuck.getStackTrace()) {
      lines.add("    at " + frame);
    }
    return new Outcome.Failure("KeyboardInterrupt", value, lines);
  }

  /// With the first line in bold: what it is, before where.
  static List<String> bold(List<String> lines) {
    var marked = new ArrayList<>(lines);
    marked.set(0, BOLD + lines.getFirst() + PLAIN);
    return marked;
  }
}
