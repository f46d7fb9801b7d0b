package dev.wirelab.kernel.java;

import dev.wirelab.kernel.display.Screen;
import dev.wirelab.kernel.interpreter.Cell;
import dev.wirelab.kernel.magic.Magics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
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
  private static final int POOL_ATTEMPTS = 80;
  private static final long POOL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final Executor LATER =
      CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS, Runnable::run);

  /// Code of a cell, which may throw anything.
  @FunctionalInterface
  interface Code<T> {
    T run() throws Throwable;
  }

  /// The cell that began last.
  private static volatile RunningCell inFront;

  private final Cell cell;
  private final JavaWorkspace workspace;
  private final ExecutorService executor;
  private final CompletableFuture<Object> interruption = new CompletableFuture<>();
  private volatile CompletableFuture<?> last = CompletableFuture.completedFuture(null);
  private volatile boolean closed;
  private final MemoryCheck memory = new MemoryCheck();
  private final Processes processes = new Processes();
  private volatile Thread thread;
  private volatile Object handedOver;
  private volatile Object result;
  private volatile Function<Thrown, String> telling = String::valueOf;
  private volatile Optional<Duration> overdue = Optional.empty();

  RunningCell(Cell cell, ClassLoader loader, JavaWorkspace workspace) {
    this.cell = cell;
    this.workspace = workspace;
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

  /// The same where something is printed. A thread that the cell itself has started may have to
  /// tell of its end.
  static void checkPrinting() {
    var own = OF_THREAD.get();
    if (own == null || own.thread == Thread.currentThread()) {
      StopCheck.check();
    }
  }

  /// Tells of a thread that died of an exception: to the cell that started it. That an interrupted
  /// cell's thread ends is no news.
  static void died(Thread thread, Throwable reason) {
    var cell = current();
    if (reason instanceof CellInterrupted) {
      return;
    }
    if (cell == null) {
      System.err.print("Exception in thread \"" + thread.getName() + "\" ");
      reason.printStackTrace();
    } else {
      String name = thread.getName().isEmpty() ? "a virtual thread" : "thread " + thread.getName();
      System.err.println("Exception in " + name + ": " + cell.told(reason));
    }
  }

  /// How an exception is told in the words of cells.
  void telling(Function<Thrown, String> told) {
    telling = told;
  }

  /// What code of this cell threw, as a text.
  String told(Throwable thrown) {
    return telling.apply(Thrown.of(thrown));
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

  Processes processes() {
    return processes;
  }

  /// What is kept from its code.
  Seal seal() {
    return cell.locked() ? Seal.NONE : workspace.seal();
  }

  /// What its code can do with the notebook.
  JavaWorkspace workspace() {
    return workspace;
  }

  Magics magics() {
    return workspace.magics();
  }

  /// Its text, or lines of it, of which the first has this number.
  CellText text(String lines, int first) {
    var java = LineMagics.asJava(lines, magics()::isLine);
    return new CellText("Cell In[" + cell.number() + "]", java, lines, first);
  }

  CellText text() {
    return text(cell.code(), 1);
  }

  /// Whether the current thread is the one that runs it.
  boolean isRunningHere() {
    return Thread.currentThread() == thread;
  }

  Screen screen() {
    return cell.screen();
  }

  boolean interrupted() {
    return interruption.isDone();
  }

  /// Whether this is the cell, or runs for it.
  boolean isOf(Cell other) {
    return cell == other || cell.number() == 0 && cell.screen() == other.screen();
  }

  /// Ends what runs and lets nothing more begin; no effect on a cell that has ended.
  synchronized void interrupt() {
    if (!closed && interruption.complete(null)) {
      StopCheck.begin();
    }
  }

  /// Lets it end if what begins now takes too long.
  Limit limit() {
    var limit = workspace.limit();
    if (limit.isEmpty()) {
      return () -> {};
    }
    var ended = new CompletableFuture<Void>();
    ended
        .orTimeout(limit.get().toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(_ -> {
          overdue = limit;
          interrupt();
          return null;
        });
    return () -> ended.complete(null);
  }

  /// Ends a limit: what was limited has come to its end.
  @FunctionalInterface
  interface Limit extends AutoCloseable {
    @Override
    void close();
  }

  /// How long it was allowed to take, if it was ended because it took longer.
  Optional<Duration> overdue() {
    return overdue;
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
    if (isRunningHere()) {
      return here(code);
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

  /// Runs code that code of the cell asked for.
  private static <T> T here(Code<T> code) throws Thrown {
    try {
      return code.run();
    } catch (SPIResolutionException | CellInterrupted e) {
      throw e;
    } catch (Throwable e) {
      throw Thrown.of(e);
    }
  }

  /// Waits, though not for ever, until the common pool has come to the end of what the cell gave
  /// it: once another cell has begun, its threads belong to that one.
  private static void awaitPool() {
    for (int i = 0; i < POOL_ATTEMPTS && !ForkJoinPool.commonPool().isQuiescent(); i++) {
      CommonPool.interrupt();
      LockSupport.parkNanos(POOL_NANOS);
    }
  }

  /// Interrupts until the code ends: code that swallows one interrupt may block again, and may wait
  /// for the common pool or for a process.
  private void insist(CompletableFuture<?> done) {
    for (int i = 0; i < ATTEMPTS; i++) {
      thread.interrupt();
      if (i > 0) {
        CommonPool.interrupt();
      }
      if (i == ATTEMPTS / 4) {
        processes.end();
      }
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
  /// until a while after the next cell begins: they need not have come to a check yet. For code
  /// that would not end, until it does.
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
        last.whenCompleteAsync((_, _) -> StopCheck.end(), LATER);
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
