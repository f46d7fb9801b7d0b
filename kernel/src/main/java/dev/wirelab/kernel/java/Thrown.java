package dev.wirelab.kernel.java;

import dev.wirelab.kernel.extension.EvaluationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// What code of a cell threw, as it told of itself once.
///
/// To be made on the cell's thread: an exception's own methods may be code of the cell too, which
/// may throw, or not end, or answer differently each time.
final class Thrown extends Exception {
  private static final long serialVersionUID = 1;

  /// How many exceptions are told of, causes and suppressed ones together.
  private static final int TOLD = 20;

  private final Class<?> type;
  private final String rawMessage;
  private final transient List<Thrown> beside = new ArrayList<>();
  private final transient EvaluationException evaluation;

  private Thrown(
      EvaluationException evaluation,
      Class<?> type,
      String message,
      Thrown cause,
      StackTraceElement[] frames) {
    super(PlainNames.in(message), cause, false, true);
    this.evaluation = evaluation;
    this.type = type;
    rawMessage = message;
    setStackTrace(frames);
  }

  static Thrown of(Throwable thrown) {
    return of(thrown, new ArrayList<>());
  }

  /// The class without its package, which for a class of a cell is one of JShell's own.
  String name() {
    String simple = type.getSimpleName();
    return simple.isEmpty() ? type.getSuperclass().getSimpleName() : simple;
  }

  /// The failure of code that the cell had evaluated, if it is that.
  Optional<EvaluationException> evaluation() {
    return Optional.ofNullable(evaluation);
  }

  /// The class with its package.
  String typeName() {
    return type.getName();
  }

  /// The message with the names that the JVM has for classes of cells.
  String rawMessage() {
    return rawMessage;
  }

  boolean is(Class<? extends Throwable> other) {
    return other.isAssignableFrom(type);
  }

  /// The cause, or null.
  Thrown cause() {
    return (Thrown) getCause();
  }

  /// Those that were suppressed for this one.
  List<Thrown> beside() {
    return beside;
  }

  /// This one, those beside it and its causes, each followed by its own.
  Stream<Thrown> all() {
    var others = Stream.concat(beside.stream(), Stream.ofNullable(cause()));
    return Stream.concat(Stream.of(this), others.flatMap(Thrown::all));
  }

  /// Each is told once, so causes end where they turn in a circle.
  private static Thrown of(Throwable thrown, List<Throwable> known) {
    known.add(thrown);
    var suppressed = asked(thrown::getSuppressed, new Throwable[0]);
    var cause = asked(thrown::getCause, null);
    var beside =
        Arrays.stream(suppressed)
            .filter(other -> other != cause && isNew(other, known))
            .map(other -> of(other, known))
            .toList();
    var told =
        new Thrown(
            thrown instanceof EvaluationException evaluation ? evaluation : null,
            thrown.getClass(),
            message(thrown),
            isNew(cause, known) ? of(cause, known) : null,
            frames(thrown));
    told.beside.addAll(beside);
    return told;
  }

  private static boolean isNew(Throwable other, List<Throwable> known) {
    return other != null
        && known.size() < TOLD
        && known.stream().noneMatch(earlier -> earlier == other);
  }

  private static String message(Throwable thrown) {
    try {
      return Objects.requireNonNullElse(thrown.getMessage(), "");
    } catch (Throwable e) {
      return "(its getMessage() failed too: " + e.getClass().getName() + ")";
    }
  }

  private static StackTraceElement[] frames(Throwable thrown) {
    var frames = asked(thrown::getStackTrace, null);
    return frames == null
        ? new StackTraceElement[0]
        : Arrays.stream(frames).filter(Objects::nonNull).toArray(StackTraceElement[]::new);
  }

  private static <T> T asked(Callable<T> question, T otherwise) {
    try {
      return question.call();
    } catch (Throwable e) {
      return otherwise;
    }
  }
}
