package dev.wirelab.kernel.session;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.KernelLog;
import dev.wirelab.kernel.channel.Channel;
import dev.wirelab.kernel.channel.Channels;
import dev.wirelab.kernel.interpreter.Cell;
import dev.wirelab.kernel.interpreter.Interpreter;
import dev.wirelab.kernel.interpreter.Outcome;
import dev.wirelab.kernel.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The cells, one after the other on one thread, in the order in which they were asked for.
///
/// A cell that fails takes those that wait behind it along, unless its request says otherwise
/// (`stop_on_error`): they are answered `aborted` and not run.
final class Executions implements AutoCloseable {

  private static final int INTERRUPT_MILLIS = 100;

  private final Interpreter interpreter;
  private final Channels channels;
  private final Broadcasts broadcasts;
  private final History history;
  private final String session;
  private final KernelLog log;
  private final BlockingQueue<Optional<Message>> queue = new LinkedBlockingQueue<>();
  private final ExecutorService thread;
  private int count;

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

  void add(Message request) {
    queue.add(Optional.of(request));
  }

  /// Ends the running cell, forgets those that wait, and closes the interpreter.
  @Override
  public void close() {
    queue.clear();
    queue.add(Optional.empty());
    thread.shutdown();
    try {
      do {
        // Again: a cell that was taken from the queue before may begin after an interrupt.
        interpreter.interrupt();
      } while (!thread.awaitTermination(INTERRUPT_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (interpreter) {
      for (var next = queue.take(); next.isPresent(); next = queue.take()) {
        var request = next.get();
        guarded(() -> answer(request));
      }
    } catch (InterruptedException e) {
      log.warn("The cells' thread was interrupted, which nothing should do", e);
    }
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
    reply(request, outcome);
    if (outcome instanceof Outcome.Failure && Request.flag(content, "stop_on_error", true)) {
      abortWaiting();
    }
  }

  /// Runs the cell and shows its result, which may call code of the result's class.
  private Outcome outcome(Message request, String code, boolean silent) {
    var screen = broadcasts.screen(request);
    try {
      var outcome = interpreter.execute(new Cell(count, code, screen));
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

  private void abortWaiting() {
    var waiting = new ArrayList<Optional<Message>>();
    queue.drainTo(waiting);
    for (var next : waiting) {
      if (next.isEmpty()) {
        queue.add(next);
        return;
      }
      var request = next.get();
      broadcasts.status(request, "busy");
      var content = Json.object("status", "aborted", "execution_count", count);
      channels.send(Channel.SHELL, request.reply(session, "execute_reply", content));
      broadcasts.status(request, "idle");
    }
  }

  private static JsonObject error(Outcome.Failure failure) {
    return Json.object(
        "ename", failure.name(), "evalue", failure.value(), "traceback", failure.traceback());
  }
}
