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
  ///
  /// There is one for each primitive type: to box, javac reads the box classes first, for half the
  /// time that a first `1 + 1` takes.
  ///
  /// @return null, for JShell to keep in place of the value
  public static Object result(Object value) {
    RunningCell.current().result(value);
    return null;
  }

  /// The same.
  public static Object result(boolean value) {
    return result((Object) value);
  }

  /// The same.
  public static Object result(byte value) {
    return result((Object) value);
  }

  /// The same.
  public static Object result(short value) {
    return result((Object) value);
  }

  /// The same.
  public static Object result(char value) {
    return result((Object) value);
  }

  /// The same.
  public static Object result(int value) {
    return result((Object) value);
  }

  /// The same.
  public static Object result(long value) {
    return result((Object) value);
  }

  /// The same.
  public static Object result(float value) {
    return result((Object) value);
  }

  /// The same.
  public static Object result(double value) {
    return result((Object) value);
  }

  /// Runs a line magic, for a cell that has it among its Java.
  public static <T> T magic(String line) {
    return NotebookFunctions.magic(magics -> magics.line(line));
  }
}
