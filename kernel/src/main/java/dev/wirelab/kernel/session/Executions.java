package dev.wirelab.kernel.session;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.KernelLog;
import dev.wirelab.kernel.channel.Channel;
import dev.wirelab.kernel.channel.Channels;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.kernel.interpreter.Cell;
import dev.wirelab.kernel.interpreter.Interpreter;
import dev.wirelab.kernel.interpreter.Outcome;
import dev.wirelab.kernel.protocol.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// The cells, one after the other on one thread, in the order in which they were asked for.
///
/// A cell that fails takes those that wait behind it along, unless its request says otherwise
/// (`stop_on_error`): they are answered `aborted` and not run.
final class Executions implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Interpreter interpreter;
  private final Channels channels;
  private final Broadcasts broadcasts;
  private final History history;
  private final String session;
  private final KernelLog log;
  private final ExecutorService thread;
  private int count;

  /// What is to be done in its turn.
  private sealed interface Task {

    Message request();

    /// A cell to run.
    record Run(Message request) implements Task {}

    /// What came over a comm.
    record Handle(Message request, Callable<Object> handler) implements Task {}
  }

  /// Guarded by this object's lock: the requests that wait; whether one was taken and has not
  /// ended; its cell, once it is made; whether the next cell is interrupted before it begins.
  private final Deque<Task> queue = new ArrayDeque<>();

  private boolean busy;
  private Cell current;
  private boolean interruptNext;
  private boolean closed;

  /// @param thread the one thread of the cells, on which the interpreter warms up
  Executions(
      ExecutorService thread,
      Interpreter interpreter,
      Channels channels,
      Broadcasts broadcasts,
      History history,
      String session,
      KernelLog log) {
    this.thread = thread;
    this.interpreter = interpreter;
    this.channels = channels;
    this.broadcasts = broadcasts;
    this.history = history;
    this.session = session;
    this.log = log;
    thread.execute(this::run);
  }

  /// A cell, to be run in its turn.
  void add(Message request) {
    add(new Task.Run(request));
  }

  /// What came over a comm, to be handled in its turn.
  void add(Message request, Callable<Object> handler) {
    add(new Task.Handle(request, handler));
  }

  private synchronized void add(Task task) {
    if (!closed) {
      queue.add(task);
      notifyAll();
    }
  }

  /// Ends the cell that runs or is about to, also where the interpreter still warms up; no effect
  /// where there is none.
  synchronized void interrupt() {
    if (current != null) {
      interpreter.interrupt(current);
    } else {
      interruptNext = busy || !queue.isEmpty();
    }
  }

  /// Ends the running cell, forgets those that wait, and closes the interpreter; gives up waiting
  /// for that where something does not end.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      queue.clear();
      interrupt();
      notifyAll();
    }
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("The interpreter does not end; it is left behind");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (interpreter) {
      for (var next = take(); next.isPresent(); next = take()) {
        var task = next.get();
        guarded(() -> answer(task));
      }
    } catch (InterruptedException e) {
      log.warn("The cells' thread was interrupted, which nothing should do", e);
    }
  }

  /// The next request; empty at the end.
  private synchronized Optional<Task> take() throws InterruptedException {
    busy = false;
    while (queue.isEmpty() && !closed) {
      wait();
    }
    busy = !closed;
    return closed ? Optional.empty() : Optional.of(queue.remove());
  }

  private synchronized void begin(Cell cell) {
    current = cell;
    if (interruptNext || closed) {
      interruptNext = false;
      interpreter.interrupt(cell);
    }
  }

  private synchronized void end(boolean more) {
    current = null;
    busy = more;
    interruptNext &= more;
  }

  /// The cells that wait; what came over comms stays.
  private synchronized List<Message> takeCells() {
    var cells = queue.stream().filter(Task.Run.class::isInstance).map(Task::request).toList();
    queue.removeIf(Task.Run.class::isInstance);
    return cells;
  }

  /// The kernel outlives whatever goes wrong here.
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (Exception | Error e) {
      log.warn("The interpreter failed", e);
    }
  }

  private void answer(Task task) {
    broadcasts.status(task.request(), "busy");
    try {
      if (task instanceof Task.Handle(Message request, Callable<Object> handler)) {
        handle(request, handler);
      } else {
        execute(task.request());
      }
    } finally {
      broadcasts.status(task.request(), "idle");
    }
  }

  private void execute(Message request) {
    try {
      execute(request, ExecuteRequest.of(request.content(), request.metadata()));
    } catch (ExecuteRequest.InvalidException e) {
      var why = e.getMessage();
      var refused = Ended.of(new Outcome.Failure("InvalidRequest", why, List.of(why)));
      broadcasts.publish(request, "error", refused.content);
      reply(request, refused.error());
    }
  }

  private void execute(Message request, ExecuteRequest asked) {
    if (asked.storeHistory()) {
      count++;
      history.add(count, asked.code());
    }
    if (!asked.silent()) {
      broadcasts.publish(
          request, "execute_input", Json.object("code", asked.code(), "execution_count", count));
    }
    var screen =
        broadcasts.screen(request, new Broadcasts.Manner(!asked.silent(), asked.allowStdin()));
    boolean more = !asked.userExpressions().isEmpty();
    var cell = new Cell(count, asked.code(), screen, asked.locked());
    var ended = run(cell, interpreter::execute, more);
    var expressions = new JsonObject();
    if (!ended.failed()) {
      asked
          .userExpressions()
          .forEach((name, code) -> {
            var ran = run(new Cell(count, code, screen), interpreter::evaluate, true);
            expressions.add(name, ran.expression());
          });
    }
    end(false);
    screen.end();
    show(request, asked, ended);
    broadcasts.flush();
    // Before the reply: what a front end sends because of it shall run.
    var aborted = ended.failed() && asked.stopOnError() ? takeCells() : List.<Message>of();
    reply(
        request,
        ended.failed()
            ? ended.error()
            : Json.object(
                "status", "ok", "user_expressions", expressions, "payload", screen.payload()));
    aborted.forEach(this::abort);
  }

  private void show(Message request, ExecuteRequest asked, Ended ended) {
    if (asked.storeHistory() && ended.outcome instanceof Outcome.Result(var bundle)) {
      history.output(String.valueOf(bundle.data().get("text/plain")));
    }
    if (asked.silent()) {
      return;
    }
    if (ended.outcome instanceof Outcome.Result) {
      ended.content.addProperty("execution_count", count);
      broadcasts.publish(request, "execute_result", ended.content);
    } else if (ended.failed()) {
      broadcasts.publish(request, "error", ended.content);
    }
  }

  /// Handles what came over a comm, as if it were a cell that nobody sees.
  private void handle(Message request, Callable<Object> handler) {
    var screen = broadcasts.screen(request, new Broadcasts.Manner(true, false));
    var ended = run(new Cell(count, "", screen), cell -> interpreter.call(cell, handler), false);
    screen.end();
    if (ended.failed()) {
      broadcasts.publish(request, "error", ended.content);
    }
  }

  /// How code of a cell ended, and the content of the message that tells of it.
  private record Ended(Outcome outcome, JsonObject content) {

    /// Calls code of the result's class, and may fail as that does.
    static Ended of(Outcome outcome) {
      return new Ended(
          outcome,
          outcome instanceof Outcome.Failure failure
              ? Json.object(
                  "ename", failure.name(),
                  "evalue", failure.value(),
                  "traceback", failure.traceback())
              : Json.of(
                  outcome instanceof Outcome.Result(var bundle)
                      ? bundle
                      : new MimeBundle(Map.of(), Map.of())));
    }

    boolean failed() {
      return outcome instanceof Outcome.Failure;
    }

    JsonObject error() {
      var error = content.deepCopy();
      error.addProperty("status", "error");
      return error;
    }

    /// As one of the `user_expressions`.
    JsonObject expression() {
      content.remove("transient");
      content.addProperty("status", failed() ? "error" : "ok");
      return content;
    }
  }

  /// @param more whether something of the same request follows, which an interrupt in between ends
  private Ended run(Cell cell, Function<Cell, Outcome> code, boolean more) {
    try {
      begin(cell);
      return Ended.of(code.apply(cell));
    } catch (Exception | Error e) {
      log.warn("The interpreter failed", e);
      String name = e.getClass().getSimpleName();
      String value = "The kernel could not run this cell: " + e;
      return Ended.of(new Outcome.Failure(name, value, List.of(value)));
    } finally {
      end(more);
    }
  }

  private void reply(Message request, JsonObject content) {
    content.addProperty("execution_count", count);
    channels.send(Channel.SHELL, request.reply(session, "execute_reply", content));
  }

  private void abort(Message request) {
    broadcasts.status(request, "busy");
    reply(request, Json.object("status", "aborted"));
    broadcasts.status(request, "idle");
  }
}
