package dev.wirelab.kernel.java;

import dev.wirelab.kernel.KernelLog;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.kernel.display.Renderers;
import dev.wirelab.kernel.display.Screen;
import dev.wirelab.kernel.extension.Comms;
import dev.wirelab.kernel.extension.Extension;
import dev.wirelab.kernel.interpreter.Cell;
import dev.wirelab.kernel.interpreter.Completeness;
import dev.wirelab.kernel.interpreter.Completions;
import dev.wirelab.kernel.interpreter.Interpreter;
import dev.wirelab.kernel.interpreter.LanguageInfo;
import dev.wirelab.kernel.interpreter.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import jdk.jshell.JShell;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/// Java cells, by JShell.
///
/// JShell is not made for two threads; the compiler's lock is held around every use of it and let
/// go while code of a cell runs.
public final class JavaInterpreter implements Interpreter {

  private final ReentrantLock compiler = new ReentrantLock();
  private final CountDownLatch started = new CountDownLatch(1);
  private final CellLoader loader = new CellLoader(JavaInterpreter.class.getClassLoader());
  private final CellControl control = new CellControl(loader, compiler);
  private final Places places = new Places();
  private final HeapWatch heap = new HeapWatch(this::outOfMemory);
  private final Magics magics = new Magics();
  private final Renderers renderers;
  private final Preload preload;
  private final Iterable<Extension> extensions;
  private JShell shell;
  private CompilerFiles files;
  private OnDemand onDemand;
  private Assistance assistance;

  /// Guarded by the compiler's lock: whether a cell has begun and not ended.
  private boolean executing;

  /// Guarded by `interrupts`: the cell that runs or did last, and one that shall end and has not
  /// begun.
  private RunningCell running;

  private Cell early;
  private final Object interrupts = new Object();

  /// An interpreter with the extensions that the class path offers.
  public JavaInterpreter(Renderers renderers, Comms comms, KernelLog log) {
    this(renderers, comms, log, Preload.found(JavaInterpreter.class.getClassLoader()));
  }

  /// An interpreter with these extensions.
  public JavaInterpreter(
      Renderers renderers, Comms comms, KernelLog log, Iterable<Extension> extensions) {
    this.renderers = renderers;
    this.extensions = extensions;
    Thread.setDefaultUncaughtExceptionHandler(RunningCell::died);
    preload = new Preload(magics, renderers, comms, log, this::told);
  }

  @Override
  public LanguageInfo language() {
    String version = String.valueOf(Runtime.version().feature());
    return new LanguageInfo(
        "java", version, "text/x-java", ".jshell", "Wirelab, Java " + version + " by JShell");
  }

  @Override
  public void start() {
    compiler.lock();
    try {
      shell =
          JShell.builder()
              .executionEngine(new Control(), Map.of())
              .compilerOptions(CompilerOptions.of(System.getenv()))
              .fileManager(standard -> files = new CompilerFiles(standard))
              .idGenerator((snippet, _) -> places.nextId(snippet))
              .build();
      preload.install(extensions);
      onDemand = new OnDemand(shell, loader, preload, control::cell);
      assistance = new Assistance(shell, onDemand);
      // The first statement of all takes javac many times as long as the next.
      unseen(() -> shell.eval("{" + Handover.NAME + ".result(null);}"));
      heap.begin();
    } finally {
      compiler.unlock();
      started.countDown();
    }
  }

  @Override
  public Outcome execute(Cell cell) {
    var magic = magics.find(cell.code());
    return run(
        cell,
        evaluation -> magic.isPresent() ? evaluation.call(magic.get()) : evaluation.statements());
  }

  @Override
  public Outcome evaluate(Cell cell) {
    return run(cell, Evaluation::expression);
  }

  @Override
  public Outcome call(Cell cell, Callable<Object> code) {
    return run(cell, evaluation -> evaluation.call(code));
  }

  private Outcome run(Cell cell, Function<Evaluation, Outcome> what) {
    try (var begun = begin(cell)) {
      compiler.lock();
      executing = true;
      try {
        return run(begun, what);
      } finally {
        executing = false;
        compiler.unlock();
      }
    }
  }

  @Override
  public void interrupt(Cell cell) {
    synchronized (interrupts) {
      if (running != null && running.isOf(cell)) {
        running.interrupt();
      } else {
        early = cell;
      }
    }
  }

  private Optional<String> told(Throwable failure) {
    if (failure instanceof CellInterrupted) {
      return Optional.empty();
    }
    return Optional.of(
        new Failures(places, loader).told(Thrown.of(failure), shell.sourceCodeAnalysis()));
  }

  private void outOfMemory() {
    synchronized (interrupts) {
      if (running != null) {
        running.outOfMemory();
      }
    }
  }

  @Override
  public Completeness isComplete(String code) {
    if (magics.find(code).isPresent()) {
      // A console cannot know where the last line is; an empty one tells.
      return code.endsWith("\n") ? new Completeness.Complete() : new Completeness.Incomplete("");
    }
    return ask("", assistance -> assistance.isComplete(code));
  }

  @Override
  public Completions complete(String code, int cursor) {
    return ask(
        code,
        assistance -> {
          files.wantIndex();
          return assistance.complete(code, cursor);
        });
  }

  @Override
  public Optional<MimeBundle> inspect(String code, int cursor, int detail) {
    return ask(code, assistance -> assistance.inspect(code, cursor, detail));
  }

  @Override
  public void close() {
    synchronized (interrupts) {
      if (running != null) {
        running.forget();
      }
    }
    preload.close();
    if (shell != null) {
      files.wantIndex();
      shell.close();
    }
  }

  /// Answers a question about code, in which the names that nobody used yet shall be known too.
  /// While a cell runs, nothing can be made for them.
  private <T> T ask(String code, Function<Assistance, T> question) {
    try {
      started.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nothing interrupts the thread of questions", e);
    }
    compiler.lock();
    try {
      if (!executing) {
        unseen(() -> onDemand.cover(code));
      }
      return question.apply(assistance);
    } finally {
      compiler.unlock();
    }
  }

  private RunningCell begin(Cell cell) {
    synchronized (interrupts) {
      if (running != null) {
        running.forget();
      }
      running = new RunningCell(cell, loader);
      if (early == cell) {
        running.interrupt();
      }
      early = null;
      return running;
    }
  }

  private Outcome run(RunningCell begun, Function<Evaluation, Outcome> what) {
    if (shell == null) {
      String value = "Java did not start; the kernel's log says why";
      return new Outcome.Failure("KernelError", value, List.of(value));
    }
    heap.relax();
    places.begin(begun.text());
    control.begin(begun, true);
    begun.inFront();
    return what.apply(new Evaluation(shell, onDemand, control, places, loader, renderers, begun));
  }

  /// Lets JShell run something between the cells. The compiler's lock is kept throughout, so that
  /// none begins meanwhile.
  private void unseen(Runnable step) {
    try (var cell = new RunningCell(new Cell(0, "", nowhere()), loader)) {
      control.begin(cell, false);
      step.run();
    }
  }

  private static Screen nowhere() {
    return new Screen() {
      @Override
      public void display(Object value) {}

      @Override
      public void print(Stream stream, byte[] octets, int offset, int length) {}
    };
  }

  private final class Control implements ExecutionControlProvider {
    @Override
    public String name() {
      return "cells";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return control;
    }
  }
}
