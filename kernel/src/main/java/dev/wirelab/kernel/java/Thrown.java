package dev.wirelab.kernel.java;

import dev.wirelab.kernel.extension.EvaluationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

/// What code of a cell threw, as it told of itself once.
///
/// To be made on the cell's thread: an exception's own methods may be code of the cell too, which
/// may throw, or not end, or answer differently each time.
final class Thrown extends Exception {
  private static final long serialVersionUID = 1;
  private static final int CAUSES = 10;

  private final Class<?> type;
  private final transient EvaluationException evaluation;

  private Thrown(
      EvaluationException evaluation,
      Class<?> type,
      String message,
      Thrown cause,
      StackTraceElement[] frames) {
    super(message, cause, false, true);
    this.evaluation = evaluation;
    this.type = type;
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

  /// The causes end where they turn in a circle.
  private static Thrown of(Throwable thrown, List<Throwable> told) {
    told.add(thrown);
    var cause = asked(thrown::getCause, null);
    boolean more =
        cause != null && told.size() <= CAUSES && told.stream().noneMatch(known -> known == cause);
    return new Thrown(
        thrown instanceof EvaluationException evaluation ? evaluation : null,
        thrown.getClass(),
        message(thrown),
        more ? of(cause, told) : null,
        frames(thrown));
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
