package dev.wirelab.kernel.java;

import dev.wirelab.kernel.KernelLog;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.kernel.display.Renderers;
import dev.wirelab.kernel.display.Screen;
import dev.wirelab.kernel.extension.Comms;
import dev.wirelab.kernel.extension.Extension;
import dev.wirelab.kernel.interpreter.Cell;
import dev.wirelab.kernel.interpreter.Completeness;
import dev.wirelab.kernel.interpreter.Completion;
import dev.wirelab.kernel.interpreter.Completions;
import dev.wirelab.kernel.interpreter.Interpreter;
import dev.wirelab.kernel.interpreter.LanguageInfo;
import dev.wirelab.kernel.interpreter.Outcome;
import dev.wirelab.kernel.magic.Magics;
import dev.wirelab.kernel.magic.StandardMagics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/// Java cells, by JShell.
///
/// JShell is not made for two threads; the compiler's lock is held around every use of it and let
/// go while code of a cell runs.
public final class JavaInterpreter implements Interpreter {

  /// The beginning of a magic's name, as it is typed.
  private static final Pattern MAGIC_NAME = Pattern.compile("(?:^|\\n)[ \\t]*(%%?\\w*)$");

  private static final Pattern MAGIC = Pattern.compile("[ \\t]*(%%?\\w+)");

  private final ReentrantLock compiler = new ReentrantLock();
  private final CountDownLatch started = new CountDownLatch(1);
  private final CellLoader loader =
      new CellLoader(JavaInterpreter.class.getClassLoader(), this::lookForRenderers);
  private final CellControl control = new CellControl(loader, compiler);
  private final Places places = new Places();
  private final QuickForm quickForm = new QuickForm();
  private final HeapWatch heap = new HeapWatch(this::outOfMemory);
  private final Magics magics;
  private final JavaWorkspace workspace;
  private final Settings settings;
  private final Startup startup;
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
    this(
        renderers,
        comms,
        log,
        Preload.found(JavaInterpreter.class.getClassLoader()),
        Settings.of(System.getenv()));
  }

  /// An interpreter with these extensions, and no settings.
  public JavaInterpreter(
      Renderers renderers, Comms comms, KernelLog log, Iterable<Extension> extensions) {
    this(renderers, comms, log, extensions, Settings.NONE);
  }

  /// An interpreter with these extensions, and settings.
  public JavaInterpreter(
      Renderers renderers,
      Comms comms,
      KernelLog log,
      Iterable<Extension> extensions,
      Settings settings) {
    this.renderers = renderers;
    this.extensions = extensions;
    this.settings = settings;
    magics = new Magics(this::offerMagics);
    workspace = new JavaWorkspace(compiler, control, places, loader, magics, settings.seal());
    preload = new Preload(workspace, renderers, comms, log, this::told);
    startup = new Startup(settings, workspace);
    lookForRenderers();
  }

  private void offerMagics(Magics asked) {
    StandardMagics.offer(asked, workspace, preload::onShutdown);
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
              .fileManager(standard -> files = new CompilerFiles(standard))
              .idGenerator((snippet, _) -> places.nextId(snippet))
              .compilerOptions(options())
              .build();
      preload.install(extensions);
      onDemand = new OnDemand(shell, loader, preload, control::cell);
      workspace.begin(shell, onDemand, quickForm, preload.imports());
      assistance = new Assistance(shell, onDemand);
      // The first statement of all takes javac many times as long as the next.
      unseen(() -> shell.drop(shell.eval(quickForm.ofNothing()).getFirst().snippet()));
      heap.begin();
    } finally {
      compiler.unlock();
      started.countDown();
    }
  }

  /// What is null the JVM calls by its name if javac has kept it.
  private String[] options() {
    var asked = settings.compilerOptions().known().stream();
    return Stream.concat(Stream.of("-g"), asked).toArray(String[]::new);
  }

  @Override
  public Outcome execute(Cell cell) {
    startup.run(cell, this);
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

  /// The class path has changed.
  private void lookForRenderers() {
    renderers.lookIn(loader, reason -> preload.leaveOut("a library's renderers", reason));
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
  public Completeness isComplete(String cell) {
    if (magics.find(cell).isPresent()) {
      // A console cannot know where the last line is; an empty one tells.
      return cell.endsWith("\n") ? new Completeness.Complete() : new Completeness.Incomplete("");
    }
    String code = LineMagics.blanked(cell, magics::isLine);
    return ask("", assistance -> assistance.isComplete(code));
  }

  @Override
  public Completions complete(String cell, int cursor) {
    var magic = MAGIC_NAME.matcher(cell.substring(0, cursor));
    if (magic.find()) {
      var names = magics.suggest(magic.group(1));
      return new Completions(
          names.map(name -> new Completion(name, Completion.Kind.KEYWORD, "")).toList(),
          magic.start(1),
          cursor);
    }
    String code = LineMagics.blanked(cell, magics::isLine);
    return ask(
        code,
        assistance -> {
          files.wantIndex();
          return assistance.complete(code, cursor);
        });
  }

  @Override
  public Optional<MimeBundle> inspect(String cell, int cursor, int detail) {
    int line = cell.lastIndexOf('\n', cursor - 1) + 1;
    var magic = MAGIC.matcher(cell).region(line, cell.length());
    if (magic.lookingAt() && cursor <= magic.end()) {
      return magics.help(magic.group(1)).map(MimeBundle::text);
    }
    String code = LineMagics.blanked(cell, magics::isLine);
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
      running = new RunningCell(cell, loader, workspace);
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
    control.begin(begun, true);
    begun.inFront();
    return what.apply(
        new Evaluation(
            shell,
            onDemand,
            control,
            places,
            loader,
            quickForm,
            begun,
            begun.text(),
            value -> new Outcome.Result(renderers.render(value))));
  }

  /// Lets JShell run something between the cells. The compiler's lock is kept throughout, so that
  /// none begins meanwhile.
  private void unseen(Runnable step) {
    try (var cell = new RunningCell(new Cell(0, "", nowhere()), loader, workspace)) {
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
