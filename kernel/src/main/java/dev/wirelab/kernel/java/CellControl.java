package dev.wirelab.kernel.java;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.SPIResolutionException;

/// How JShell runs what it compiled: on the thread of the running cell, in this JVM.
///
/// The value of a statement stays an object; JShell, which deals in strings, is told none. While
/// code of the cell runs, the compiler's lock is open, so that completions are answered.
final class CellControl extends DirectExecutionControl {

  private static final int CAUSES_TOLD = 10;

  private final ReentrantLock compiler;
  private RunningCell cell;
  private Object value;
  private Throwable thrown;

  CellControl(CellLoader loader, ReentrantLock compiler) {
    super(loader);
    this.compiler = compiler;
  }

  /// The cell whose code runs from now on.
  void begin(RunningCell next) {
    cell = next;
    value = null;
    thrown = null;
  }

  /// The value of the last statement.
  Object value() {
    return value;
  }

  /// What the last statement threw, or null.
  Throwable thrown() {
    return thrown;
  }

  @Override
  protected String invoke(Method statement) throws Exception {
    value = null;
    thrown = null;
    compiler.unlock();
    try {
      value = cell.call(() -> statement.invoke(null));
    } catch (CellInterrupted | RunningCell.Unstoppable e) {
      thrown = e;
      throw new ExecutionControl.StoppedException();
    } catch (ExecutionException e) {
      thrown =
          e.getCause() instanceof InvocationTargetException wrapped
              ? wrapped.getCause()
              : e.getCause();
      if (thrown instanceof SPIResolutionException unresolved) {
        throw new ExecutionControl.ResolutionException(unresolved.id(), unresolved.getStackTrace());
      }
      throw told(thrown, CAUSES_TOLD);
    } finally {
      compiler.lock();
    }
    return "";
  }

  /// For JShell, which translates the frames of the traces into places in the cells. Messages stay
  /// out of it: they come from code of the cell, which may do anything.
  private static ExecutionControl.UserException told(Throwable thrown, int depth) {
    var told = new ExecutionControl.UserException("", thrown.getClass().getName(), frames(thrown));
    var cause = depth == 0 ? null : cause(thrown);
    told.initCause(cause == null ? null : told(cause, depth - 1));
    return told;
  }

  private static StackTraceElement[] frames(Throwable thrown) {
    try {
      return thrown.getStackTrace();
    } catch (Throwable e) {
      return new StackTraceElement[0];
    }
  }

  private static Throwable cause(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (Throwable e) {
      return null;
    }
  }
}
