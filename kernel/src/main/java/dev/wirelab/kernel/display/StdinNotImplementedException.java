package dev.wirelab.kernel.display;

/// A cell asks for input where nobody can answer: the front end runs it without a person, and said
/// so (`allow_stdin` is false), as `nbconvert` and graders do.
///
/// Not an `IOException`: `Scanner` would keep that to itself and say "No line found".
public final class StdinNotImplementedException extends UnsupportedOperationException {
  private static final long serialVersionUID = 1;

  /// An exception that says what to do.
  public StdinNotImplementedException() {
    super(
        "this cell asks for input, and its front end cannot be asked (allow_stdin is false);"
            + " run the cell where a person can answer, or give it the value in the code");
  }
}
