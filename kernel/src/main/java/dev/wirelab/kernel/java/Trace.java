package dev.wirelab.kernel.java;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// An exception as lines to read: what it says, the lines of cells that it came through, then what
/// was suppressed for it and what caused it.
final class Trace {

  private static final String AT = "    at ";
  private static final int FRAMES_SHOWN = 24;

  /// As many as the JVM keeps of a stack.
  private static final int MOST_FRAMES = 1024;

  private final Function<StackTraceElement, Optional<Places.Line>> places;
  private final List<String> lines = new ArrayList<>();

  private Trace(Function<StackTraceElement, Optional<Places.Line>> places) {
    this.places = places;
  }

  /// @param frames those of each exception, in the order of [Thrown#all]
  /// @param places finds the line of a cell that a frame is in, if it is in one
  static List<String> of(
      Thrown thrown,
      Stream<StackTraceElement[]> frames,
      Function<StackTraceElement, Optional<Places.Line>> places) {
    var trace = new Trace(places);
    trace.tell(thrown, frames.iterator(), "", "");
    return trace.lines;
  }

  private void tell(
      Thrown thrown, Iterator<StackTraceElement[]> frames, String margin, String prefix) {
    (prefix + headline(thrown)).lines().map(line -> margin + line).forEach(lines::add);
    if (frames.hasNext()) {
      frames(frames.next(), margin);
    }
    thrown.beside().forEach(other -> tell(other, frames, margin + "    ", "Suppressed: "));
    if (thrown.cause() != null) {
      tell(thrown.cause(), frames, margin, "Caused by: ");
    }
  }

  /// Its name and message.
  static String headline(Thrown thrown) {
    String message = thrown.getMessage();
    return thrown.name() + (message.isEmpty() ? "" : ": " + message);
  }

  /// A line that leads to itself is told once; where too many are left, each line of them once.
  private void frames(StackTraceElement[] frames, String margin) {
    var shown = new ArrayList<String>();
    for (var frame : frames) {
      frame(frame)
          .filter(line -> shown.isEmpty() || !shown.getLast().equals(line))
          .ifPresent(shown::add);
    }
    boolean many = shown.size() > FRAMES_SHOWN;
    Stream<String> told = many ? new LinkedHashSet<>(shown).stream() : shown.stream();
    told.limit(FRAMES_SHOWN).map(line -> margin + AT + line).forEach(lines::add);
    if (many || frames.length >= MOST_FRAMES) {
      lines.add(margin + "    ... again and again, " + frames.length + " calls deep or more");
    }
  }

  /// A frame in a cell; others are left out.
  private Optional<String> frame(StackTraceElement frame) {
    return places
        .apply(frame)
        .map(line -> line.name() + within(frame.getMethodName()) + ": " + line.text());
  }

  private static String within(String method) {
    return switch (method) {
      case "<clinit>" -> ", in the static initialiser";
      case "<init>" -> ", in the constructor";
      default ->
          method.isEmpty() || method.startsWith("lambda$") || method.startsWith("do_it$")
              ? ""
              : ", in " + method;
    };
  }
}
