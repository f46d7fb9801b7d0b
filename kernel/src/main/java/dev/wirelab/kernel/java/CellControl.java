package dev.wirelab.kernel.java;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.SPIResolutionException;

/// How JShell runs what it compiled: on the thread of the running cell, in this JVM.
///
/// The value of a statement stays an object; JShell, which deals in strings, is told none. While
/// code of the cell runs, the compiler's lock is open, so that completions are answered.
final class CellControl extends DirectExecutionControl {

  private final CellLoader loader;
  private final ReentrantLock compiler;
  private RunningCell cell;
  private boolean letGo;
  private Object value;
  private Throwable thrown;

  CellControl(CellLoader loader, ReentrantLock compiler) {
    super(loader);
    this.loader = loader;
    this.compiler = compiler;
  }

  /// The cell whose code runs from now on.
  ///
  /// @param open whether the compiler's lock is let go while its code runs: not where the next cell
  ///   could begin meanwhile
  void begin(RunningCell next, boolean open) {
    cell = next;
    letGo = open;
    value = null;
    thrown = null;
  }

  /// The cell whose code runs.
  RunningCell cell() {
    return cell;
  }

  /// The value of the last statement.
  Object value() {
    return value;
  }

  /// What the last statement threw, or null.
  Throwable thrown() {
    return thrown;
  }

  /// Nothing that it loads for this cell may not reach for what is sealed.
  @Override
  public void load(ClassBytecodes[] classes)
      throws ClassInstallException, NotImplementedException, EngineTerminationException {
    loader.under(cell.seal());
    super.load(classes);
  }

  /// Keeps the value of a variable as the value of a statement would be.
  @Override
  public String varValue(String className, String name) throws InternalException {
    try {
      var field = findClass(className).getDeclaredField(name);
      field.setAccessible(true);
      value = field.get(null);
      return "";
    } catch (ReflectiveOperationException e) {
      throw new InternalException(e.toString());
    }
  }

  @Override
  protected String invoke(Method statement) throws Exception {
    value = null;
    thrown = null;
    try {
      value = call(() -> valueOf(statement));
    } catch (CellInterrupted | RunningCell.Unstoppable e) {
      thrown = e;
      throw new ExecutionControl.StoppedException();
    } catch (Thrown e) {
      thrown = e;
      throw told(e);
    } catch (SPIResolutionException e) {
      thrown = e;
      throw new ExecutionControl.ResolutionException(e.id(), e.getStackTrace());
    }
    return "";
  }

  /// Runs code of the cell on its thread.
  ///
  /// @throws Thrown and others as [RunningCell#call] does
  <T> T call(RunningCell.Code<T> code) throws Thrown {
    if (!letGo) {
      return cell.call(code);
    }
    compiler.unlock();
    try (var _ = cell.limit()) {
      return cell.call(code);
    } finally {
      compiler.lock();
    }
  }

  private static Object valueOf(Method statement) throws Throwable {
    try {
      return statement.invoke(null);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /// For JShell, which translates the frames of the traces into places in the cells. It knows
  /// causes and no suppressed exceptions, so each is told as the cause of the one before.
  private static ExecutionControl.UserException told(Thrown thrown) {
    ExecutionControl.UserException told = null;
    for (var next : thrown.all().toList().reversed()) {
      var before = told;
      told = new ExecutionControl.UserException("", next.typeName(), next.getStackTrace());
      told.initCause(before);
    }
    return told;
  }
}
