package dev.wirelab.kernel.java;

/// What [Weaver] has the code of cells call at the start of each method and at each turn of a loop.
public final class StopCheck {

  /// How many cells are being ended. A hint that costs one read; whose cell it is, is asked only
  /// when there is one.
  private static volatile int stopping;

  private StopCheck() {}

  /// Throws if the cell of this thread shall end.
  public static void check() {
    if (stopping != 0) {
      RunningCell.checkCurrent();
    }
  }

  static synchronized void begin() {
    stopping++;
  }

  static synchronized void end() {
    stopping--;
  }
}
