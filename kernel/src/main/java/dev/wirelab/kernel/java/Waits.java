package dev.wirelab.kernel.java;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock.ReadLock;
import java.util.concurrent.locks.ReentrantReadWriteLock.WriteLock;

/// Waits that Java makes deaf to interrupts, as [Weaver] has cells do them: they hear the end of
/// their own cell, and no other interrupt.
public final class Waits {

  /// A wait that hears interrupts.
  @FunctionalInterface
  private interface Hearing {
    void await() throws InterruptedException;
  }

  private Waits() {}

  /// What `Lock.lock` became.
  public static void lock(Lock lock) {
    if (isOfJava(lock)) {
      deaf(lock::lockInterruptibly);
    } else {
      // Other authors need not offer two ways to wait.
      lock.lock();
    }
  }

  /// What `ReentrantLock.lock` became. A method reference wants the very type.
  public static void lock(ReentrantLock lock) {
    lock((Lock) lock);
  }

  /// What the `lock` of a `ReentrantReadWriteLock`'s half became.
  public static void lock(ReadLock lock) {
    lock((Lock) lock);
  }

  /// What the `lock` of a `ReentrantReadWriteLock`'s other half became.
  public static void lock(WriteLock lock) {
    lock((Lock) lock);
  }

  /// What `Condition.awaitUninterruptibly` became.
  public static void awaitUninterruptibly(Condition condition) {
    if (isOfJava(condition)) {
      deaf(condition::await);
    } else {
      condition.awaitUninterruptibly();
    }
  }

  /// What `Semaphore.acquireUninterruptibly` became.
  public static void acquireUninterruptibly(Semaphore semaphore) {
    deaf(semaphore::acquire);
  }

  /// What `Semaphore.acquireUninterruptibly` of several became.
  public static void acquireUninterruptibly(Semaphore semaphore, int permits) {
    deaf(() -> semaphore.acquire(permits));
  }

  /// What `CompletableFuture.join` became.
  public static Object join(CompletableFuture<?> future) {
    deaf(() -> {
      try {
        future.get();
      } catch (ExecutionException | CancellationException e) {
        // Thrown below, as join does.
      }
    });
    return future.join();
  }

  private static boolean isOfJava(Object value) {
    return value.getClass().getModule() == Object.class.getModule();
  }

  private static void deaf(Hearing wait) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          wait.await();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
          RunningCell.checkCurrent();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
