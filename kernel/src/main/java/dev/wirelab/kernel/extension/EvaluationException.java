package dev.wirelab.kernel.extension;

import java.util.List;

/// Code that a cell had evaluated failed. A cell that does not catch this ends as that code did.
public final class EvaluationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String name;
  private final transient List<String> traceback;

  /// A failure with its kind, a line that says what was wrong, and the lines that people read.
  public EvaluationException(String name, String value, List<String> traceback) {
    super(value, null, false, false);
    this.name = name;
    this.traceback = List.copyOf(traceback);
  }

  /// The kind of failure: `CompileError`, or the simple name of the exception.
  public String name() {
    return name;
  }

  /// The lines that people read, which may hold ANSI colours.
  public List<String> traceback() {
    return traceback;
  }
}
