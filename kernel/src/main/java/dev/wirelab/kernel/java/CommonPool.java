package dev.wirelab.kernel.java;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/// The threads of the JVM's common pool, which no cell starts and all cells use: by parallel
/// streams and `CompletableFuture`.
final class CommonPool {

  private CommonPool() {}

  /// Interrupts what the pool does, if it does anything, but for the thread that calls; the others
  /// forget it with their next task.
  static void interrupt() {
    var pool = ForkJoinPool.commonPool();
    if (pool.isQuiescent()) {
      return;
    }
    var group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    var threads = new Thread[group.activeCount() + pool.getPoolSize() + 1];
    Arrays.stream(threads, 0, group.enumerate(threads))
        .filter(thread -> thread != Thread.currentThread())
        .filter(thread -> thread instanceof ForkJoinWorkerThread worker && worker.getPool() == pool)
        .forEach(Thread::interrupt);
  }
}
