package dev.wirelab.kernel.java;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/// Takes objects from the kernel into cells and back: what JShell compiles can call nothing but
/// public static methods. Each thread has its own: several kernels may share a JVM.
public final class Handover {

  /// How a cell names this class.
  static final String NAME = Handover.class.getCanonicalName();

  private static final InheritableThreadLocal<Queue<Object>> WAITING =
      new InheritableThreadLocal<>();

  private Handover() {}

  /// The next object that waits for this notebook.
  public static Object take() {
    return WAITING.get().remove();
  }

  /// Keeps the value of an expression as the result of the cell that this thread runs.
  public static void result(Object value) {
    RunningCell.current().result(value);
  }

  /// Runs declarations that call [#take] once for each of the values, in order.
  static void during(List<Object> values, Runnable declarations) {
    WAITING.set(new ArrayDeque<>(values));
    try {
      declarations.run();
    } finally {
      WAITING.remove();
    }
  }
}
