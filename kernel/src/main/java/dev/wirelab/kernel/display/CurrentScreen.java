package dev.wirelab.kernel.display;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/// Keeps the thread's screen out of sight of [Screen]'s users.
final class CurrentScreen {

  static final InheritableThreadLocal<Screen> OF_THREAD = new InheritableThreadLocal<>();

  /// Of the cell that began last.
  static volatile Screen inFront;

  private CurrentScreen() {}

  static Screen get() {
    var own = OF_THREAD.get();
    return own == null && isOfCommonPool(Thread.currentThread()) ? inFront : own;
  }

  private static boolean isOfCommonPool(Thread thread) {
    return thread instanceof ForkJoinWorkerThread worker
        && worker.getPool() == ForkJoinPool.commonPool();
  }
}
