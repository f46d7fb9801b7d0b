package dev.wirelab.kernel.java;

/// Ends the code of a cell that was interrupted. An Error, so that `catch (Exception e)` in a loop
/// does not hold it up; one that catches Throwable meets it again at its next turn.
final class CellInterrupted extends Error {
  private static final long serialVersionUID = 1;

  CellInterrupted() {
    super("interrupted", null, false, false);
  }
}
