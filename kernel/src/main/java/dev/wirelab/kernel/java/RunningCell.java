package dev.wirelab.kernel.java;

import dev.wirelab.kernel.display.Screen;
import dev.wirelab.kernel.interpreter.Cell;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import jdk.jshell.spi.SPIResolutionException;

/// A cell on its way: one virtual thread for all its statements, and the means to end them.
///
/// A virtual thread that blocks in a socket is set free by an interrupt, which a platform thread is
/// not. What an interrupt alone does not end, a loop say, ends at its next [StopCheck].
final class RunningCell implements AutoCloseable {

  private static final InheritableThreadLocal<RunningCell> OF_THREAD =
      new InheritableThreadLocal<>();
  private static final int ATTEMPTS = 16;
  private static final int ATTEMPT_MILLIS = 50;
  private static final long POOL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /// Code of a cell, which may throw anything.
  @FunctionalInterface
  interface Code<T> {
    T run() throws Throwable;
  }

  /// The cell that began last.
  private static volatile RunningCell inFront;

  private final Cell cell;
  private final ExecutorService executor;
  private final CompletableFuture<Object> interruption = new CompletableFuture<>();
  private volatile CompletableFuture<?> last = CompletableFuture.completedFuture(null);
  private volatile boolean closed;
  private final MemoryCheck memory = new MemoryCheck();
  private volatile Thread thread;
  private volatile Object handedOver;
  private volatile Object result;
  private volatile BiConsumer<Thread, Thrown> uncaught;

  RunningCell(Cell cell, ClassLoader loader) {
    this.cell = cell;
    executor =
        Executors.newSingleThreadExecutor(task -> {
          thread = Thread.ofVirtual().name("cell-" + cell.number()).unstarted(task);
          thread.setContextClassLoader(loader);
          return thread;
        });
  }

  /// Throws if the current thread belongs to a cell that was interrupted or takes too much memory.
  /// A thread that belongs to none works for the pool of parallel streams, and so for the cell that
  /// began last.
  static void checkCurrent() {
    var own = OF_THREAD.get();
    var cell = own == null ? inFront : own;
    if (cell == null) {
      return;
    }
    if (cell.interrupted()) {
      throw new CellInterrupted();
    }
    cell.memory.check(cell);
  }

  /// Tells of a thread that died of an exception: to the cell that started it.
  static void died(Thread thread, Throwable reason) {
    var cell = current();
    if (reason instanceof CellInterrupted) {
      return;
    }
    if (cell == null || cell.uncaught == null) {
      System.err.print("Exception in thread \"" + thread.getName() + "\" ");
      reason.printStackTrace();
    } else {
      cell.uncaught.accept(thread, Thrown.of(reason));
    }
  }

  /// Whom to tell of threads of this cell that die of an exception.
  void onDeath(BiConsumer<Thread, Thrown> told) {
    uncaught = told;
  }

  /// Makes this the cell that threads belong to that know of none.
  void inFront() {
    inFront = this;
    Screen.inFront(cell.screen());
  }

  /// The cell that the current thread belongs to.
  static RunningCell current() {
    return OF_THREAD.get();
  }

  void handOver(Object value) {
    handedOver = value;
  }

  Object takeOver() {
    var value = handedOver;
    handedOver = null;
    return value;
  }

  boolean tookOver() {
    return handedOver == null;
  }

  void result(Object value) {
    result = value;
  }

  Object result() {
    return result;
  }

  CellText text() {
    return new CellText(cell.number(), cell.code());
  }

  Screen screen() {
    return cell.screen();
  }

  boolean interrupted() {
    return interruption.isDone();
  }

  boolean isOf(Cell other) {
    return cell == other;
  }

  /// Ends what runs and lets nothing more begin; no effect on a cell that has ended.
  synchronized void interrupt() {
    if (!closed && interruption.complete(null)) {
      StopCheck.begin();
    }
  }

  /// Lets it fail for want of memory.
  void outOfMemory() {
    memory.arm();
  }

  /// Whether it was ended because it went on when it had failed for want of memory.
  boolean isOutOfMemory() {
    return memory.isExceeded();
  }

  /// Runs code of the cell on its thread and waits for its end.
  ///
  /// @throws Thrown if the code threw
  /// @throws SPIResolutionException if it came to a declaration that is not complete
  /// @throws CellInterrupted if the cell was interrupted before or meanwhile
  /// @throws Unstoppable if it was interrupted and would not end
  <T> T call(Code<T> code) throws Thrown {
    if (interrupted()) {
      throw new CellInterrupted();
    }
    var done = new CompletableFuture<T>();
    last = done;
    executor.execute(() -> {
      OF_THREAD.set(this);
      Screen.with(
          cell.screen(),
          () -> {
            try {
              done.complete(code.run());
            } catch (SPIResolutionException e) {
              done.completeExceptionally(e);
            } catch (Throwable e) {
              done.completeExceptionally(Thrown.of(e));
            }
          });
    });
    try {
      CompletableFuture.anyOf(done, interruption).join();
    } catch (CompletionException e) {
      // Told below, from the code's own future.
    }
    if (interrupted()) {
      insist(done);
      awaitPool();
      throw new CellInterrupted();
    }
    try {
      return done.get();
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nothing interrupts the cells' thread", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Thrown thrown -> throw thrown;
        case SPIResolutionException unresolved -> throw unresolved;
        default -> throw new IllegalStateException(e);
      }
    }
  }

  /// Waits, though not for ever, until the common pool has come to the end of what the cell gave
  /// it: once another cell has begun, its threads belong to that one.
  private static void awaitPool() {
    for (int i = 0; i < ATTEMPTS && !ForkJoinPool.commonPool().isQuiescent(); i++) {
      LockSupport.parkNanos(POOL_NANOS);
    }
  }

  /// Interrupts until the code ends: code that swallows one interrupt may block again.
  private void insist(CompletableFuture<?> done) {
    for (int i = 0; i < ATTEMPTS; i++) {
      thread.interrupt();
      try {
        done.get(ATTEMPT_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        // Once more.
      } catch (InterruptedException | ExecutionException e) {
        return;
      }
    }
    throw new Unstoppable(thread.getStackTrace());
  }

  /// Lets the thread end. Stop checks stay armed for threads that an interrupted cell started,
  /// until the next cell begins; for code that would not end, until it does.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    executor.shutdown();
    try {
      if (last.isDone()) {
        // Its code has ended, and so does the thread: at once, but not yet.
        executor.awaitTermination(ATTEMPT_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nothing interrupts the cells' thread", e);
    }
  }

  /// To be called once, when the next cell begins.
  void forget() {
    memory.disarm();
    synchronized (this) {
      if (interrupted()) {
        last.whenComplete((_, _) -> StopCheck.end());
      }
    }
  }

  /// Code that an interrupt did not end.
  static final class Unstoppable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Unstoppable(StackTraceElement[] where) {
      super("The cell does not end");
      setStackTrace(where);
    }
  }
}
