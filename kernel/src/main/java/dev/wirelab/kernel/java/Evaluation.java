package dev.wirelab.kernel.java;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wirelab.kernel.display.Screen;
import dev.wirelab.kernel.interpreter.Outcome;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
  private final Dependents dependents;
  private final Failures failures;
  private final QuickForm quickForm;
  private final RunningCell running;
  private final CellText text;
  private final int place;
  private final Function<Object, Outcome> showing;
  private Object value;
  private final List<DeclarationSnippet> declared = new ArrayList<>();

  /// @param showing what becomes of a value that is to be shown; called on the cell's thread
  Evaluation(
      JShell shell,
      OnDemand onDemand,
      CellControl control,
      Places places,
      CellLoader loader,
      QuickForm quickForm,
      RunningCell running,
      CellText text,
      Function<Object, Outcome> showing) {
    this.shell = shell;
    this.onDemand = onDemand;
    this.control = control;
    this.places = places;
    this.quickForm = quickForm;
    this.running = running;
    this.text = text;
    this.showing = showing;
    dependents = new Dependents(shell);
    failures = new Failures(places, loader);
    place = places.begin(text);
    var analysis = shell.sourceCodeAnalysis();
    running.telling(thrown -> failures.told(thrown, analysis));
  }

  /// Runs a cell of Java: statements together where that can be, one batch after the other.
  Outcome statements() {
    Outcome outcome = new Outcome.Done();
    Batch batch = null;
    for (var next = next(0); next.isPresent(); next = next(next.get().end())) {
      if (batch == null) {
        batch = Batch.of(next.get());
        continue;
      }
      var joined = batch.with(next.get());
      if (joined.isEmpty()) {
        outcome = evaluate(batch);
        if (outcome instanceof Outcome.Failure) {
          return outcome;
        }
      }
      batch = joined.orElse(Batch.of(next.get()));
    }
    if (batch != null) {
      outcome = evaluate(batch);
    }
    if (!(outcome instanceof Outcome.Failure)) {
      noteIncomplete();
    }
    return outcome;
  }

  private Outcome evaluate(Batch batch) {
    if (!batch.isOne()) {
      places.at(place, batch.statements().getFirst().offset());
      batch.statements().forEach(statement -> onDemand.cover(statement.source()));
      var event = shell.eval(batch.form(text.code())).getFirst();
      if (event.status() != Snippet.Status.REJECTED) {
        value = null;
        return failure(batch.statements().getFirst(), event).orElse(new Outcome.Done());
      }
    }
    Outcome outcome = new Outcome.Done();
    for (var statement : batch.statements()) {
      places.at(place, statement.offset());
      outcome = evaluate(statement);
      if (outcome instanceof Outcome.Failure) {
        break;
      }
    }
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
      value = code.call();
      return value == null ? new Outcome.Done() : showing.apply(value);
    });
  }

  private Optional<Statement> next(int from) {
    return Statement.next(shell.sourceCodeAnalysis(), text.code(), from);
  }

  /// The value of the last statement, if it has one.
  Object value() {
    return value;
  }

  private Outcome evaluate(Statement statement) {
    value = null;
    var magic = LineMagics.only(statement.source());
    if (magic.isPresent()) {
      return call(() -> running.magics().line(magic.get()));
    }
    var kept = kept(statement);
    if (kept.isPresent()) {
      return kept.get();
    }
    onDemand.cover(statement.source());
    if (onDemand.takesOver(statement.source())) {
      return new Outcome.Done();
    }
    var quick = quickForm.of(statement);
    if (quick.isPresent()) {
      var event = shell.eval(quick.get()).getFirst();
      if (event.status() != Snippet.Status.REJECTED) {
        if (event.snippet() instanceof VarSnippet variable) {
          shell.drop(variable);
        }
        return failure(statement, event).orElseGet(() -> result(statement, running.result()));
      }
    }
    var again = Redeclaration.of(statement, shell);
    if (again.isPresent()) {
      var event = shell.eval(again.get().assignment()).getFirst();
      if (event.status() == Snippet.Status.REJECTED) {
        // Said of a declaration, and without the loss of the variable that a wrong one would be.
        event = shell.eval(again.get().trial()).getFirst();
        shell.drop(event.snippet());
      }
      return failure(statement, event).orElse(new Outcome.Done());
    }
    var trial = ImportTrial.of(statement, shell);
    if (trial.isPresent()) {
      var event = shell.eval(trial.get().source()).getFirst();
      shell.drop(event.snippet());
      if (event.status() == Snippet.Status.REJECTED) {
        return failure(trial.get(), event).orElseThrow();
      }
    }
    var opened = RecordConstructors.opened(statement);
    return declare(SealedTypes.permitting(opened, text.code(), shell.sourceCodeAnalysis()));
  }

  private Outcome declare(Statement statement) {
    var events = shell.eval(statement.source());
    tell(dependents.changes(events));
    for (var event : events) {
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
        var result = control.value();
        if (event.snippet() instanceof VarSnippet temporary) {
          // JShell kept it in a variable that no cell can know.
          shell.drop(temporary);
        }
        return result(statement, result);
      }
    }
    return new Outcome.Done();
  }

  /// A name that is sealed is not declared anew by those from whom it is kept.
  private Optional<Outcome> kept(Statement statement) {
    var seal = running.seal();
    return seal.isOpen()
        ? Optional.empty()
        : seal.declared(shell.sourceCodeAnalysis().sourceToSnippets(statement.source()).stream())
            .map(SealedException::message)
            .map(told -> new Outcome.Failure("SealedException", told, List.of(told)));
  }

  private Optional<Outcome> failure(Statement statement, SnippetEvent event) {
    if (event.exception() instanceof UnresolvedReferenceException unresolved) {
      return Optional.of(failures.unresolved(dependents.reason(unresolved.getSnippet())));
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
      if (event.snippet() instanceof ImportSnippet imported) {
        onDemand.lose(imported.name());
      }
      var diagnostics = shell.diagnostics(event.snippet()).toList();
      var errors = new CompileErrors(nearMisses());
      return Optional.of(errors.told(text, statement, diagnostics, incomplete(statement)));
    }
    return Optional.empty();
  }

  private static boolean isExpression(SnippetEvent event) {
    return event.snippet().kind() == Snippet.Kind.EXPRESSION
        || event.snippet().subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
  }

  private Outcome result(Statement statement, Object result) {
    value = result;
    boolean shown = statement.semicolon() || running.screen().displayed(result);
    return shown ? new Outcome.Done() : run(() -> showing.apply(result));
  }

  /// Runs code that is not JShell's on the cell's thread, and shows what it returns.
  private Outcome run(RunningCell.Code<Outcome> code) {
    try {
      return control.call(code);
    } catch (CellInterrupted e) {
      return interrupted();
    } catch (RunningCell.Unstoppable e) {
      return failures.unstoppable(e);
    } catch (Thrown e) {
      return failures.thrown(e, shell.sourceCodeAnalysis());
    }
  }

  private Outcome.Failure interrupted() {
    return running.isOutOfMemory()
        ? failures.outOfMemory()
        : running.overdue().map(failures::overdue).orElseGet(failures::interrupted);
  }

  /// Tells of declarations that wait for others, which is no error.
  private void noteIncomplete() {
    tell(declared.stream().filter(dependents::isIncomplete).flatMap(this::notes).toList());
  }

  private Stream<String> notes(DeclarationSnippet waiting) {
    var hints =
        shell
            .unresolvedDependencies(waiting)
            .flatMap(lacking -> nearMisses().of(lacking, waiting.source()).stream());
    return Stream.concat(Stream.of(dependents.reason(waiting)), hints.map(hint -> "  " + hint));
  }

  private NearMisses nearMisses() {
    return new NearMisses(shell.sourceCodeAnalysis(), onDemand);
  }

  private void tell(List<String> notes) {
    if (!notes.isEmpty()) {
      byte[] lines = (String.join("\n", notes) + "\n").getBytes(UTF_8);
      running.screen().print(Screen.Stream.STDOUT, lines, 0, lines.length);
    }
  }

  /// Notes on what a statement names and javac was not told of, because it waits for others.
  private List<String> incomplete(Statement statement) {
    return Stream.concat(shell.types(), shell.methods())
        .filter(known -> shell.status(known) == Snippet.Status.RECOVERABLE_NOT_DEFINED)
        .filter(known ->
            Pattern.compile("\\b" + known.name() + "\\b").matcher(statement.source()).find())
        .map(dependents::reason)
        .toList();
  }
}
