package dev.wirelab.kernel.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.kernel.display.Screen;
import dev.wirelab.kernel.interpreter.Cell;
import dev.wirelab.kernel.interpreter.Completeness;
import dev.wirelab.kernel.interpreter.Completion;
import dev.wirelab.kernel.interpreter.Completions;
import dev.wirelab.kernel.interpreter.Interpreter;
import dev.wirelab.kernel.interpreter.LanguageInfo;
import dev.wirelab.kernel.interpreter.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/// A language of a few words, with which the protocol layer stands without Java.
final class Echo implements Interpreter {

  private final Semaphore interrupts = new Semaphore(0);

  @Override
  public LanguageInfo language() {
    return new LanguageInfo("echo", "1", "text/plain", ".txt", "Echo!");
  }

  @Override
  public void start() {}

  @Override
  public Outcome execute(Cell cell) {
    var words = (cell.code() + " ").split(" ", 2);
    String rest = words[1].strip();
    return switch (words[0]) {
      case "" -> new Outcome.Done();
      case "print" -> printed(cell.screen(), Integer.parseInt(rest));
      case "clear" -> cleared(cell.screen(), Boolean.parseBoolean(rest));
      case "page" -> paged(cell.screen(), rest);
      case "ask" -> answered(cell.screen(), rest, false);
      case "password" -> answered(cell.screen(), rest, true);
      case "show" -> shown(cell.screen(), rest);
      case "update" -> updated(cell.screen(), rest);
      case "display" -> displayed(cell.screen(), Integer.parseInt(rest));
      case "fail" -> new Outcome.Failure("EchoError", rest, List.of("line 1", "line 2"));
      case "throw" -> throw new StackOverflowError(rest);
      case "bundle" -> new Outcome.Result(MimeBundle.of("application/json", hostile()));
      case "wait" -> interrupted(cell.screen());
      default -> new Outcome.Result(MimeBundle.text(cell.code()));
    };
  }

  /// One word is an expression.
  @Override
  public Outcome evaluate(Cell cell) {
    return execute(cell);
  }

  @Override
  public Outcome call(Cell cell, Callable<Object> code) {
    try {
      Screen.with(
          cell.screen(),
          () -> {
            try {
              code.call();
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
      return new Outcome.Done();
    } catch (IllegalStateException e) {
      return new Outcome.Failure("EchoError", e.getCause().getMessage(), List.of("a line"));
    }
  }

  private static Outcome printed(Screen screen, int lines) {
    for (int i = 0; i < lines; i++) {
      var line = ("line " + i + "\n").getBytes(UTF_8);
      screen.print(Screen.Stream.STDOUT, line, 0, line.length);
    }
    return new Outcome.Done();
  }

  private static Outcome displayed(Screen screen, int count) {
    for (int i = 0; i < count; i++) {
      screen.display(i + ":" + "x".repeat(20_000));
    }
    return new Outcome.Done();
  }

  private static Outcome cleared(Screen screen, boolean wait) {
    screen.clear(wait);
    return new Outcome.Done();
  }

  private static Outcome paged(Screen screen, String text) {
    screen.page(text);
    return new Outcome.Done();
  }

  private static Outcome shown(Screen screen, String text) {
    screen.display(text, "id of " + text);
    return new Outcome.Done();
  }

  private static Outcome updated(Screen screen, String text) {
    screen.update("id of " + text, text + "!");
    return new Outcome.Done();
  }

  private Outcome answered(Screen screen, String prompt, boolean hidden) {

    try {
      return new Outcome.Result(MimeBundle.text(String.valueOf(screen.ask(prompt, hidden))));
    } catch (InterruptedException e) {
      return new Outcome.Failure("KeyboardInterrupt", "interrupted", List.of("Interrupted"));
    }
  }

  private Outcome interrupted(Screen screen) {
    interrupts.drainPermits();
    printed(screen, 1);
    interrupts.acquireUninterruptibly();
    return new Outcome.Failure("KeyboardInterrupt", "interrupted", List.of("Interrupted"));
  }

  private static Object hostile() {
    return new Object() {
      @Override
      public String toString() {
        throw new AssertionError("no text");
      }
    };
  }

  @Override
  public Completeness isComplete(String code) {
    return switch (code) {
      case "fail" -> new Completeness.Invalid();
      case "wait" -> new Completeness.Incomplete("  ");
      case "throw" -> throw new StackOverflowError();
      default -> new Completeness.Complete();
    };
  }

  /// Offers the text before the cursor, doubled.
  @Override
  public Completions complete(String code, int cursor) {
    var doubled = code.substring(0, cursor).repeat(2);
    return new Completions(
        List.of(new Completion(doubled, Completion.Kind.FUNCTION, "(n)")), cursor, cursor);
  }

  @Override
  public Optional<MimeBundle> inspect(String code, int cursor, int detail) {
    return Optional.of(code)
        .filter(text -> !text.isEmpty())
        .map(text -> MimeBundle.text(text.substring(0, cursor) + ", detail " + detail));
  }

  @Override
  public void interrupt(Cell cell) {
    interrupts.release();
  }

  @Override
  public void close() {}
}
