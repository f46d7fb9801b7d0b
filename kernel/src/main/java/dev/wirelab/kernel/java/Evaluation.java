package dev.wirelab.kernel.java;

import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.kernel.display.Renderers;
import dev.wirelab.kernel.display.Screen;
import dev.wirelab.kernel.interpreter.Outcome;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;

/// One cell, statement after statement, to its result or first failure.
final class Evaluation {

  private static final Set<Snippet.Kind> NO_EXPRESSION =
      EnumSet.of(
          Snippet.Kind.IMPORT, Snippet.Kind.TYPE_DECL, Snippet.Kind.METHOD, Snippet.Kind.STATEMENT);

  private final JShell shell;
  private final OnDemand onDemand;
  private final CellControl control;
  private final Places places;
  private final Failures failures;
  private final Renderers renderers;
  private final RunningCell running;
  private final CellText text;
  private final List<DeclarationSnippet> declared = new ArrayList<>();

  Evaluation(
      JShell shell,
      OnDemand onDemand,
      CellControl control,
      Places places,
      CellLoader loader,
      Renderers renderers,
      RunningCell running) {
    this.shell = shell;
    this.onDemand = onDemand;
    this.control = control;
    this.places = places;
    this.renderers = renderers;
    this.running = running;
    failures = new Failures(places, loader);
    text = running.text();
    var analysis = shell.sourceCodeAnalysis();
    running.onDeath(
        (thread, thrown) -> System.err.print(failures.uncaught(thread, thrown, analysis)));
  }

  /// Runs a cell of Java.
  Outcome statements() {
    Outcome outcome = new Outcome.Done();
    for (var next = next(0); next.isPresent(); next = next(next.get().end())) {
      places.at(next.get().offset());
      outcome = evaluate(next.get());
      if (outcome instanceof Outcome.Failure) {
        return outcome;
      }
    }
    noteIncomplete();
    return outcome;
  }

  /// Runs a cell that must be one expression.
  Outcome expression() {
    var first = next(0);
    boolean one = first.isPresent() && next(first.get().end()).isEmpty();
    var snippets = shell.sourceCodeAnalysis().sourceToSnippets(text.code());
    if (!one || !snippets.stream().allMatch(Evaluation::mayBeExpression)) {
      String value = "One expression was expected";
      return new Outcome.Failure("CompileError", value, List.of(value + ": " + text.code()));
    }
    return statements();
  }

  private static boolean mayBeExpression(Snippet snippet) {
    return snippet.kind() == Snippet.Kind.VAR
        ? snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND
        : !NO_EXPRESSION.contains(snippet.kind());
  }

  /// Runs code that is not Java of a cell: that of a magic, or of an extension.
  Outcome call(Callable<Object> code) {
    return run(() -> {
      var value = code.call();
      return value == null ? null : renderers.render(value);
    });
  }

  private Optional<Statement> next(int from) {
    return Statement.next(shell.sourceCodeAnalysis(), text.code(), from);
  }

  private Outcome evaluate(Statement statement) {
    onDemand.cover(statement.source());
    var quick = QuickForm.of(statement);
    if (quick.isPresent()) {
      var event = shell.eval(quick.get()).getFirst();
      if (event.status() != Snippet.Status.REJECTED) {
        return failure(statement, event).orElseGet(() -> result(statement, running.result()));
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
      if (event.snippet() instanceof ImportSnippet imported) {
        onDemand.yieldTo(imported.name());
      }
      if (event.snippet() instanceof DeclarationSnippet declaration) {
        onDemand.yieldTo(declaration.name());
        declared.add(declaration);
      }
      if (isExpression(event)) {
        var value = control.value();
        if (event.snippet() instanceof VarSnippet temporary) {
          // JShell kept it in a variable that no cell can know.
          shell.drop(temporary);
        }
        return result(statement, value);
      }
    }
    return new Outcome.Done();
  }

  private Optional<Outcome> failure(Statement statement, SnippetEvent event) {
    if (event.exception() instanceof UnresolvedReferenceException unresolved) {
      return Optional.of(failures.unresolved(note(unresolved.getSnippet())));
    }
    if (control.thrown() instanceof CellInterrupted) {
      return Optional.of(interrupted());
    }
    if (control.thrown() != null) {
      return Optional.of(failures.thrown(control.thrown(), event.exception()));
    }
    if (running.interrupted()) {
      return Optional.of(interrupted());
    }
    if (event.status() == Snippet.Status.REJECTED) {
      var diagnostics = shell.diagnostics(event.snippet()).toList();
      var errors = new CompileErrors(new NearMisses(shell.sourceCodeAnalysis(), onDemand));
      return Optional.of(errors.told(text, statement, diagnostics, incompleteTypes(statement)));
    }
    return Optional.empty();
  }

  private static boolean isExpression(SnippetEvent event) {
    return event.snippet().kind() == Snippet.Kind.EXPRESSION
        || event.snippet().subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
  }

  private Outcome result(Statement statement, Object value) {
    boolean shown = statement.semicolon() || running.screen().displayed(value);
    return shown ? new Outcome.Done() : run(() -> renderers.render(value));
  }

  /// Runs code that is not JShell's on the cell's thread, and shows what it returns.
  private Outcome run(RunningCell.Code<MimeBundle> code) {
    try {
      var bundle = control.call(code);
      return bundle == null ? new Outcome.Done() : new Outcome.Result(bundle);
    } catch (CellInterrupted e) {
      return interrupted();
    } catch (RunningCell.Unstoppable | Thrown e) {
      return failures.thrown(e, null);
    }
  }

  private Outcome.Failure interrupted() {
    return running.isOutOfMemory() ? failures.outOfMemory() : failures.interrupted();
  }

  /// Tells of declarations that wait for others, which is no error.
  private void noteIncomplete() {
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
}
