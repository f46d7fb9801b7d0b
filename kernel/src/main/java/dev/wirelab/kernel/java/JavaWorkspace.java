package dev.wirelab.kernel.java;

import dev.wirelab.kernel.extension.EvaluationException;
import dev.wirelab.kernel.extension.Workspace;
import dev.wirelab.kernel.interpreter.Outcome;
import dev.wirelab.kernel.magic.Magics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;

/// The notebook from within a running cell: what its code, and magics, do with JShell.
///
/// JShell waits then for this very code, with the compiler's lock let go; it is taken anew for as
/// long as JShell works here.
final class JavaWorkspace implements Workspace {

  private final ReentrantLock compiler;
  private final CellControl control;
  private final Places places;
  private final CellLoader loader;
  private final Magics magics;
  private final Seal seal;
  private final List<Path> classPath = new CopyOnWriteArrayList<>();
  private JShell shell;
  private OnDemand onDemand;
  private QuickForm quickForm;
  private List<String> preloaded = List.of();
  private Optional<Duration> limit = Optional.empty();

  JavaWorkspace(
      ReentrantLock compiler,
      CellControl control,
      Places places,
      CellLoader loader,
      Magics magics,
      Seal seal) {
    this.compiler = compiler;
    this.seal = seal;
    this.control = control;
    this.places = places;
    this.loader = loader;
    this.magics = magics;
  }

  /// To be called once, before the first cell.
  void begin(JShell started, OnDemand imports, QuickForm form, List<String> everyNotebooks) {
    quickForm = form;
    shell = started;
    onDemand = imports;
    preloaded = everyNotebooks;
  }

  /// What is kept from cells while marks are given.
  Seal seal() {
    return seal;
  }

  Magics magics() {
    return magics;
  }

  /// How long one statement may take.
  Optional<Duration> limit() {
    return limit;
  }

  Object limit(Optional<Duration> every) {
    limit = every;
    return null;
  }

  @Override
  public Object evaluate(String code, String name) {
    var java = LineMagics.asJava(code, magics::isLine);
    return locked(() -> evaluate(new CellText(name, java, code, 1)));
  }

  @Override
  public Object evaluateLines(String code, int line) {
    return locked(() -> evaluate(control.cell().text(code, line)));
  }

  private Object evaluate(CellText text) {
    var evaluation =
        new Evaluation(
            shell,
            onDemand,
            control,
            places,
            loader,
            quickForm,
            control.cell(),
            text,
            _ -> new Outcome.Done());
    if (evaluation.statements() instanceof Outcome.Failure failed) {
      throw new EvaluationException(failed.name(), failed.value(), failed.traceback());
    }
    return evaluation.value();
  }

  @Override
  public void addToClassPath(List<Path> entries) {
    var cell = control.cell();
    if (cell != null && !cell.seal().isOpen()) {
      throw new SealedException("the class path");
    }
    var wanted =
        entries.stream()
            .map(entry -> entry.toAbsolutePath().normalize())
            .distinct()
            .filter(entry -> !classPath.contains(entry))
            .toList();
    wanted.forEach(ClassPathEntry::check);
    if (!wanted.isEmpty()) {
      locked(() -> {
        shell.addToClasspath(ClassPathEntry.joined(wanted));
        return classPath.addAll(wanted);
      });
    }
  }

  /// The same, for those that want a value.
  Object add(List<Path> entries) {
    addToClassPath(entries);
    return null;
  }

  @Override
  public List<Path> classPath() {
    return List.copyOf(classPath);
  }

  @Override
  public List<Variable> variables() {
    return locked(() ->
        shell
            .variables()
            .filter(variable -> !onDemand.isOwn(variable))
            .filter(variable -> shell.status(variable) == Snippet.Status.VALID)
            .map(this::variable)
            .toList());
  }

  private Variable variable(VarSnippet variable) {
    shell.varValue(variable);
    return new Variable(variable.typeName(), variable.name(), control.value());
  }

  @Override
  public List<String> imports() {
    var cells =
        locked(() ->
            shell
                .imports()
                .filter(snippet -> !onDemand.isOwn(snippet))
                .map(snippet -> snippet.source().strip().replaceAll("^import\\s+|\\s*;$", ""))
                .toList());
    return Stream.concat(preloaded.stream(), cells.stream()).toList();
  }

  @Override
  public void reset() {
    locked(() -> {
      List<Snippet> all = shell.snippets().collect(Collectors.toCollection(ArrayList::new));
      all.stream()
          .filter(PersistentSnippet.class::isInstance)
          .filter(snippet -> shell.status(snippet).isActive())
          .forEach(shell::drop);
      onDemand.forget();
      return all;
    });
  }

  private <T> T locked(Supplier<T> work) {
    var cell = control.cell();
    if (cell == null || !cell.isRunningHere()) {
      throw new IllegalStateException("This is for the thread that runs the cell, while it does");
    }
    compiler.lock();
    try {
      return work.get();
    } finally {
      compiler.unlock();
    }
  }
}
