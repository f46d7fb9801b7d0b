package dev.wirelab.kernel.interpreter;

import dev.wirelab.kernel.display.MimeBundle;
import java.util.List;

/// How a cell ended.
public sealed interface Outcome {

  /// It ran to its end and has no result.
  record Done() implements Outcome {}

  /// It ran to its end; its last expression is to be shown.
  record Result(MimeBundle bundle) implements Outcome {}

  /// It did not.
  ///
  /// @param name the kind of failure, the `ename` of the protocol
  /// @param value one line that says what was wrong, the `evalue`
  /// @param traceback lines for people, which may hold ANSI colours
  record Failure(String name, String value, List<String> traceback) implements Outcome {}
}
