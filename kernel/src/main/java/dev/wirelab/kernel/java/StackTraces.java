package dev.wirelab.kernel.java;

/// Traces that a cell prints itself, as [Weaver] has it do: with the lines of cells, like those of
/// a cell that fails. `printStackTrace(System.err)` shows every frame there is.
public final class StackTraces {

  private StackTraces() {}

  /// What `Throwable.printStackTrace` became.
  public static void printStackTrace(Throwable thrown) {
    var cell = RunningCell.current();
    if (cell == null || printsItself(thrown)) {
      thrown.printStackTrace();
    } else {
      System.err.println(cell.told(thrown));
    }
  }

  private static boolean printsItself(Throwable thrown) {
    try {
      var method = thrown.getClass().getMethod("printStackTrace");
      return method.getDeclaringClass() != Throwable.class;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("Throwable has it", e);
    }
  }
}
