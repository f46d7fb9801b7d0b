package dev.wirelab.kernel.java;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MutableCallSite;

/// What [Weaver] has the code of cells call at the start of each method and at each turn of a loop.
///
/// Whether any cell is being ended is a constant to the JVM's compiler: a loop that was compiled
/// asks nothing. When a cell shall end, the constant changes, and the JVM gives up what it compiled
/// with the other.
public final class StopCheck {

  private static final MethodHandle NO = MethodHandles.constant(boolean.class, false);
  private static final MethodHandle YES = MethodHandles.constant(boolean.class, true);

  /// A hint; whose cell it is, is asked only when there is one.
  private static final MutableCallSite SITE = new MutableCallSite(NO);

  /// Made before: it changes where the heap is full, too.
  private static final MutableCallSite[] ONLY = {SITE};

  private static final MethodHandle STOPPING = SITE.dynamicInvoker();

  /// Guarded by the class's lock: how many cells are being ended.
  private static int stopping;

  private StopCheck() {}

  /// Throws if the cell of this thread shall end.
  public static void check() {
    if (isStopping()) {
      RunningCell.checkCurrent();
    }
  }

  private static boolean isStopping() {
    try {
      return (boolean) STOPPING.invokeExact();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("A constant throws nothing", e);
    }
  }

  static synchronized void begin() {
    if (++stopping == 1) {
      change(YES);
    }
  }

  static synchronized void end() {
    if (--stopping == 0) {
      change(NO);
    }
  }

  /// Returns when every thread knows of it.
  private static void change(MethodHandle to) {
    SITE.setTarget(to);
    MutableCallSite.syncAll(ONLY);
  }
}
