package dev.wirelab.kernel.java;

/// Takes objects from the kernel into cells and back: what JShell compiles can call nothing but
/// public static methods. Which cell is meant, the thread tells.
public final class Handover {

  /// How a cell names this class.
  static final String NAME = Handover.class.getCanonicalName();

  private Handover() {}

  /// The object that waits for a variable of this cell.
  public static Object take() {
    return RunningCell.current().takeOver();
  }

  /// Keeps the value of an expression as the result of the cell that this thread runs.
  public static void result(Object value) {
    RunningCell.current().result(value);
  }

  /// Runs a line magic, for a cell that has it among its Java.
  public static <T> T magic(String line) {
    return NotebookFunctions.magic(magics -> magics.line(line));
  }
}
