package dev.wirelab.lab;

import dev.wirelab.lab.show.Blackboard;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/// A single check in a cell. It prints a line if it passes and ends the cell with a [CheckFailed]
/// if it does not.
///
/// ```java
/// check("the code for a stranger", 550, reply.code(), "RFC 5321 3.3");
/// check("one message arrived", 1, () -> lab.mailbox("jones").size());
/// ```
///
/// Several checks that belong together, with hints, are an [Exercise].
public final class Check {

  private Check() {}

  /// Compares a value with the expected one.
  ///
  /// @param name what is checked
  /// @param rfc the section that says so: `RFC 5321 4.1.1.4`
  /// @throws CheckFailed if they are not equal; whole numbers are equal across `int` and `long`,
  ///   arrays by their elements
  public static void check(String name, Object expected, Object seen, String rfc) {
    conclude(
        Blackboard.ofTheCell(), Outcome.of(name, rfc, () -> Finding.compare(expected, seen)), null);
  }

  /// The same without an RFC.
  public static void check(String name, Object expected, Object seen) {
    check(name, expected, seen, "");
  }

  /// Compares a value that has yet to be found out.
  ///
  /// @throws CheckFailed if they are not equal; or if finding out threw, which is then the cause
  public static void check(String name, Object expected, Callable<?> seen, String rfc) {
    var thrown = new AtomicReference<Throwable>();
    var outcome =
        Outcome.of(
            name,
            rfc,
            () ->
                Finding.compare(
                    expected,
                    seen,
                    failure -> {
                      thrown.set(failure);
                      return Outcome.said(failure);
                    }));
    conclude(Blackboard.ofTheCell(), outcome, thrown.get());
  }

  /// The same without an RFC.
  public static void check(String name, Object expected, Callable<?> seen) {
    check(name, expected, seen, "");
  }

  /// @param cause what was thrown, whose place the notebook will show; null if nothing was
  static void conclude(Blackboard board, Outcome outcome, Throwable cause) {
    if (!outcome.passed()) {
      throw Grading.isUnderWay()
          ? new CheckFailed(outcome.headline(), null)
          : new CheckFailed(outcome.text(), cause);
    }
    board.print(outcome.text());
  }
}
