package dev.wirelab.kernel.java;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/// Gives objects of the kernel to variables of cells: a declaration that JShell compiles can call
/// nothing but a public static method.
public final class Handover {

  /// How such a declaration names [#take].
  static final String TAKE = Handover.class.getCanonicalName() + ".take";

  private static final InheritableThreadLocal<Queue<Object>> WAITING =
      new InheritableThreadLocal<>();

  private Handover() {}

  /// The next object that waits for this notebook.
  public static Object take() {
    return WAITING.get().remove();
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
