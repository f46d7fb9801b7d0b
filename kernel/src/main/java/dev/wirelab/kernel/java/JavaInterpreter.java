package dev.wirelab.kernel.java;

import dev.wirelab.kernel.KernelLog;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.kernel.display.Renderers;
import dev.wirelab.kernel.display.Screen;
import dev.wirelab.kernel.extension.Extension;
import dev.wirelab.kernel.interpreter.Cell;
import dev.wirelab.kernel.interpreter.Completeness;
import dev.wirelab.kernel.interpreter.Completions;
import dev.wirelab.kernel.interpreter.Interpreter;
import dev.wirelab.kernel.interpreter.LanguageInfo;
import dev.wirelab.kernel.interpreter.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
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
  private final Failures failures = new Failures();
  private final Magics magics = new Magics();
  private final Renderers renderers;
  private final Preload preload;
  private final Iterable<Extension> extensions;
  private JShell shell;
  private DeferredIndex index;
  private OnDemand onDemand;
  private Assistance assistance;
  private CellText text;
  private int textId;
  private int offset;
  private boolean executing;
  private volatile RunningCell running;

  /// An interpreter with the extensions that the class path offers.
  public JavaInterpreter(Renderers renderers, KernelLog log) {
    this(renderers, log, Preload.found(JavaInterpreter.class.getClassLoader()));
  }

  /// An interpreter with these extensions.
  public JavaInterpreter(Renderers renderers, KernelLog log, Iterable<Extension> extensions) {
    this.renderers = renderers;
    this.extensions = extensions;
    preload = new Preload(magics, renderers, log);
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
              .fileManager(files -> index = new DeferredIndex(files))
              .idGenerator((_, _) -> textId + ":" + offset)
              .build();
      preload.install(extensions);
      onDemand = new OnDemand(shell, loader, preload, () -> running);
      assistance = new Assistance(shell, onDemand);
      // The first statement of all takes javac many times as long as the next.
      unseen(() -> shell.eval("{" + Handover.NAME + ".result(null);}"));
    } finally {
      compiler.unlock();
      started.countDown();
    }
  }

  @Override
  public Outcome execute(Cell cell) {
    compiler.lock();
    executing = true;
    begin(cell);
    running.inFront();
    try {
      var magic = magics.find(cell.code());
      return magic.isPresent() ? run(() -> shown(magic.get().call())) : statements();
    } catch (CellInterrupted e) {
      return failures.interrupted();
    } finally {
      running.close();
      executing = false;
      compiler.unlock();
    }
  }

  @Override
  public void interrupt() {
    var cell = running;
    if (cell != null) {
      cell.interrupt();
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
          index.want();
          return assistance.complete(code, cursor);
        });
  }

  @Override
  public Optional<MimeBundle> inspect(String code, int cursor, int detail) {
    return ask(code, assistance -> assistance.inspect(code, cursor, detail));
  }

  @Override
  public void close() {
    if (running != null) {
      running.forget();
    }
    preload.close();
    if (shell != null) {
      index.want();
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

  /// Lets JShell run something between the cells.
  private void unseen(Runnable step) {
    begin(new Cell(0, "", nowhere()));
    try {
      step.run();
    } finally {
      running.close();
    }
  }

  private void begin(Cell cell) {
    if (running != null) {
      running.forget();
    }
    text = new CellText(cell.number(), cell.code());
    textId = failures.remember(text);
    running = new RunningCell(cell, loader);
    control.begin(running);
  }

  private Outcome statements() {
    var declared = new ArrayList<DeclarationSnippet>();
    Outcome outcome = new Outcome.Done();
    offset = 0;
    for (var next = next(0); next.isPresent(); next = next(next.get().end())) {
      var statement = next.get();
      offset = statement.offset();
      outcome = evaluate(statement, declared);
      if (outcome instanceof Outcome.Failure) {
        return outcome;
      }
    }
    noteIncomplete(declared);
    return outcome;
  }

  private Optional<Statement> next(int from) {
    return Statement.next(shell.sourceCodeAnalysis(), text.code(), from);
  }

  private Outcome evaluate(Statement statement, List<DeclarationSnippet> declared) {
    onDemand.cover(statement.source());
    var quick = QuickForm.of(statement);
    if (quick.isPresent()) {
      var event = shell.eval(quick.get()).getFirst();
      if (event.status() != Snippet.Status.REJECTED) {
        var failed = failure(statement, event);
        if (failed.isPresent()) {
          return failed.get();
        }
        var value = running.result();
        return statement.semicolon() ? new Outcome.Done() : run(() -> renderers.render(value));
      }
    }
    for (var event : shell.eval(statement.source())) {
      if (event.causeSnippet() != null) {
        continue;
      }
      var failed = failure(statement, event);
      if (failed.isPresent()) {
        return failed.get();
      }
      if (event.snippet() instanceof DeclarationSnippet declaration) {
        onDemand.yieldTo(declaration.name());
        declared.add(declaration);
      }
      if (isExpression(event)) {
        return result(statement, event);
      }
    }
    return new Outcome.Done();
  }

  private Optional<Outcome> failure(Statement statement, SnippetEvent event) {
    if (event.exception() instanceof UnresolvedReferenceException unresolved) {
      return Optional.of(failures.unresolved(note(unresolved.getSnippet())));
    }
    if (control.thrown() != null) {
      return Optional.of(failures.thrown(control.thrown(), event.exception()));
    }
    if (running.interrupted()) {
      return Optional.of(failures.interrupted());
    }
    if (event.status() == Snippet.Status.REJECTED) {
      var diagnostics = shell.diagnostics(event.snippet()).toList();
      return Optional.of(
          failures.compileError(text, statement, diagnostics, incompleteTypes(statement)));
    }
    return Optional.empty();
  }

  private static boolean isExpression(SnippetEvent event) {
    return event.snippet().kind() == Snippet.Kind.EXPRESSION
        || event.snippet().subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
  }

  private Outcome result(Statement statement, SnippetEvent event) {
    var value = control.value();
    if (event.snippet() instanceof VarSnippet temporary) {
      // JShell kept it in a variable that no cell can know.
      shell.drop(temporary);
    }
    return statement.semicolon() ? new Outcome.Done() : run(() -> renderers.render(value));
  }

  /// The result of a magic, which returns null for none.
  private MimeBundle shown(Object value) {
    return value == null ? null : renderers.render(value);
  }

  /// Runs code that is not JShell's on the cell's thread, and shows what it returns.
  private Outcome run(RunningCell.Code<MimeBundle> code) {
    compiler.unlock();
    try {
      var bundle = running.call(code);
      return bundle == null ? new Outcome.Done() : new Outcome.Result(bundle);
    } catch (CellInterrupted | RunningCell.Unstoppable | Thrown e) {
      return failures.thrown(e, null);
    } finally {
      compiler.lock();
    }
  }

  /// Tells of declarations that wait for others, which is no error.
  private void noteIncomplete(List<DeclarationSnippet> declared) {
    for (var declaration : declared) {
      if (shell.unresolvedDependencies(declaration).findAny().isPresent()) {
        String note = note(declaration) + "\n";
        Screen.with(running.screen(), () -> System.out.print(note));
      }
    }
  }

  private String note(DeclarationSnippet declaration) {
    return declaration.name()
        + " can be used once there is: "
        + shell.unresolvedDependencies(declaration).collect(Collectors.joining(", "));
  }

  /// Notes on types in a statement that javac was not told of, because they wait for others.
  private List<String> incompleteTypes(Statement statement) {
    return shell
        .types()
        .filter(type -> shell.status(type) == Snippet.Status.RECOVERABLE_NOT_DEFINED)
        .filter(
            type -> Pattern.compile("\\b" + type.name() + "\\b").matcher(statement.source()).find())
        .map(this::note)
        .toList();
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
