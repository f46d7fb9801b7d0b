package dev.wirelab.kernel.session;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.KernelLog;
import dev.wirelab.kernel.channel.Channel;
import dev.wirelab.kernel.channel.Channels;
import dev.wirelab.kernel.interpreter.Cell;
import dev.wirelab.kernel.interpreter.Interpreter;
import dev.wirelab.kernel.interpreter.Outcome;
import dev.wirelab.kernel.protocol.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

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

  /// Guarded by this object's lock: the requests that wait; whether one was taken and has not
  /// ended; its cell, once it is made; whether the next cell is interrupted before it begins.
  private final Deque<Message> queue = new ArrayDeque<>();

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

  synchronized void add(Message request) {
    if (!closed) {
      queue.add(request);
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
        var request = next.get();
        guarded(() -> answer(request));
      }
    } catch (InterruptedException e) {
      log.warn("The cells' thread was interrupted, which nothing should do", e);
    }
  }

  /// The next request; empty at the end.
  private synchronized Optional<Message> take() throws InterruptedException {
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

  private synchronized void end() {
    current = null;
    busy = false;
  }

  private synchronized List<Message> takeWaiting() {
    var waiting = List.copyOf(queue);
    queue.clear();
    return waiting;
  }

  /// The kernel outlives whatever goes wrong here.
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (Exception | Error e) {
      log.warn("The interpreter failed", e);
    }
  }

  private void answer(Message request) {
    broadcasts.status(request, "busy");
    try {
      execute(request);
    } finally {
      broadcasts.status(request, "idle");
    }
  }

  private void execute(Message request) {
    var content = request.content();
    String code = Request.text(content, "code", "");
    boolean silent = Request.flag(content, "silent", false);
    if (!silent && Request.flag(content, "store_history", true)) {
      count++;
      history.add(count, code);
    }
    if (!silent) {
      broadcasts.publish(
          request, "execute_input", Json.object("code", code, "execution_count", count));
    }
    var outcome = outcome(request, code, silent);
    if (outcome instanceof Outcome.Failure failure) {
      broadcasts.publish(request, "error", error(failure));
    }
    broadcasts.flush();
    boolean abort =
        outcome instanceof Outcome.Failure && Request.flag(content, "stop_on_error", true);
    // Before the reply: what a front end sends because of it shall run.
    var aborted = abort ? takeWaiting() : List.<Message>of();
    reply(request, outcome);
    aborted.forEach(this::abort);
  }

  /// Runs the cell and shows its result, which may call code of the result's class.
  private Outcome outcome(Message request, String code, boolean silent) {
    var screen = broadcasts.screen(request);
    var cell = new Cell(count, code, screen);
    try {
      begin(cell);
      var outcome = interpreter.execute(cell);
      screen.end();
      if (outcome instanceof Outcome.Result(var bundle) && !silent) {
        var result = Json.of(bundle);
        result.addProperty("execution_count", count);
        broadcasts.publish(request, "execute_result", result);
      }
      return outcome;
    } catch (Exception | Error e) {
      screen.end();
      log.warn("The interpreter failed", e);
      String name = e.getClass().getSimpleName();
      String value = "The kernel could not run this cell: " + e;
      return new Outcome.Failure(name, value, List.of(value));
    } finally {
      end();
    }
  }

  private void reply(Message request, Outcome outcome) {
    var content =
        switch (outcome) {
          case Outcome.Failure failure -> {
            var error = error(failure);
            error.addProperty("status", "error");
            yield error;
          }
          case Outcome.Result _, Outcome.Done _ ->
              Json.object(
                  "status", "ok", "user_expressions", new JsonObject(), "payload", List.of());
        };
    content.addProperty("execution_count", count);
    channels.send(Channel.SHELL, request.reply(session, "execute_reply", content));
  }

  private void abort(Message request) {
    broadcasts.status(request, "busy");
    var content = Json.object("status", "aborted", "execution_count", count);
    channels.send(Channel.SHELL, request.reply(session, "execute_reply", content));
    broadcasts.status(request, "idle");
  }

  private static JsonObject error(Outcome.Failure failure) {
    return Json.object(
        "ename", failure.name(), "evalue", failure.value(), "traceback", failure.traceback());
  }
}
