package dev.wirelab.lab;

/// A check that did not pass. The message is for the learner and says all there is to say, so there
/// is no stack trace; an exception it is because that is what ends a cell and what graders count.
///
/// ```java
/// try {
///   check("the sum", 3, 1 + 1);
/// } catch (CheckFailed e) {
///   System.out.println(e.getMessage());     // ✘ not yet: the sum ...
/// }
/// ```
public final class CheckFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// @param cause what the learner's code threw, or null
  CheckFailed(String message, Throwable cause) {
    super(message, cause, false, false);
  }
}
