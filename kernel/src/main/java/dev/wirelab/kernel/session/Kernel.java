package dev.wirelab.kernel.session;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.KernelLog;
import dev.wirelab.kernel.channel.Channel;
import dev.wirelab.kernel.channel.Channels;
import dev.wirelab.kernel.display.Renderers;
import dev.wirelab.kernel.interpreter.Interpreter;
import dev.wirelab.kernel.protocol.Connection;
import dev.wirelab.kernel.protocol.Message;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/// A running kernel: it answers every request that it knows, whatever goes wrong.
///
/// Four threads share the work. `channels` owns the sockets and sorts what comes in; `cells` runs
/// cells in order; `questions` answers what needs the language but not a cell's end; `control`
/// answers at once: who are you, interrupt, shut down.
public final class Kernel implements AutoCloseable {

  private final String session = UUID.randomUUID().toString();
  private final CountDownLatch shutdown = new CountDownLatch(1);
  private final History history = new History();
  private final ExecutorService questionsThread = thread("questions");
  private final ExecutorService controlThread = thread("control");
  private final Inputs inputs = new Inputs();
  private final Connection connection;
  private final CommRegistry comms;
  private final Questions questions;
  private final KernelLog log;
  private final Channels channels;
  private final Broadcasts broadcasts;
  private final Executions executions;

  /// The thread of the cells, on which the interpreter begins at once to warm up. That takes as
  /// long as all the rest of a start: it is the first thing to do.
  public static ExecutorService warmingUp(Interpreter interpreter, KernelLog log) {
    var cells = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("cells").factory());
    cells.execute(() -> {
      try {
        interpreter.start();
      } catch (Exception | Error e) {
        log.warn("The interpreter did not start", e);
      }
    });
    return cells;
  }

  /// Binds the sockets and begins to answer; the interpreter warms up meanwhile.
  ///
  /// @throws IOException if an address cannot be bound
  public Kernel(
      Connection connection,
      Interpreter interpreter,
      Renderers renderers,
      CommRegistry comms,
      KernelLog log)
      throws IOException {
    this(connection, interpreter, renderers, comms, log, warmingUp(interpreter, log));
  }

  /// The same with an interpreter that already warms up.
  ///
  /// @param cells what [#warmingUp] returned; it ends with this kernel, or if there will be none
  public Kernel(
      Connection connection,
      Interpreter interpreter,
      Renderers renderers,
      CommRegistry comms,
      KernelLog log,
      ExecutorService cells)
      throws IOException {
    this.connection = connection;
    this.comms = comms;
    this.log = log;
    questions = new Questions(interpreter);
    try {
      channels = new Channels(connection, session, log);
    } catch (IOException e) {
      cells.execute(interpreter::close);
      cells.shutdown();
      throw e;
    }
    broadcasts = new Broadcasts(channels, session, renderers, inputs, log);
    comms.connect(broadcasts);
    executions = new Executions(cells, interpreter, channels, broadcasts, history, session, log);
    channels.start(this::received, this::shutDown);
  }

  /// Lets [#awaitShutdown] return.
  public void shutDown() {
    shutdown.countDown();
  }

  /// Returns when a front end, or [#shutDown], has asked for the end.
  ///
  /// An interrupt does not count: a cell can reach every thread of its process.
  public void awaitShutdown() {
    while (shutdown.getCount() > 0) {
      try {
        shutdown.await();
      } catch (InterruptedException e) {
        log.warn("The main thread was interrupted, and waits on");
      }
    }
  }

  /// Ends the running cell, lets what was printed and answered reach the front ends, and stops.
  @Override
  public void close() {
    shutDown();
    executions.close();
    questionsThread.shutdown();
    controlThread.close();
    broadcasts.close();
    channels.close();
  }

  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).daemon().factory());
  }

  private void received(Channel channel, Message request) {
    var content = request.content();
    switch (request.type()) {
      case "execute_request" -> execute(channel, request);
      case "complete_request" -> ask(channel, request, () -> questions.complete(content));
      case "inspect_request" -> ask(channel, request, () -> questions.inspect(content));
      case "is_complete_request" -> ask(channel, request, () -> questions.isComplete(content));
      case "kernel_info_request" -> control(channel, request, questions::kernelInfo);
      case "history_request" -> ask(channel, request, () -> history.answer(content));
      case "comm_info_request" -> control(channel, request, () -> comms.info(content));
      case "connect_request" -> control(channel, request, () -> Questions.ports(connection));
      case "interrupt_request" ->
          control(
              channel,
              request,
              () -> {
                executions.interrupt();
                return new JsonObject();
              });
      case "shutdown_request" -> answerShutdown(channel, request);
      case "comm_open" -> comm(request, () -> refuse(request));
      // Where its comm is not known, talk over one that was refused.
      case "comm_msg", "comm_close" -> comm(request, () -> {});
      case "input_reply" -> inputs.answered(request);
      case "debug_request" -> control(channel, request, () -> Refusals.debug(content));
      case "create_subshell_request", "delete_subshell_request", "list_subshell_request" ->
          control(channel, request, Refusals::subshells);
      default -> drop(channel, request);
    }
  }

  private void drop(Channel channel, Message request) {
    log.warn("Dropped on " + channel + ": unknown there: " + request.type());
  }

  private void execute(Channel channel, Message request) {
    if (channel == Channel.SHELL) {
      executions.add(request);
    } else {
      drop(channel, request);
    }
  }

  private void ask(Channel channel, Message request, Callable<JsonObject> answer) {
    submit(questionsThread, () -> answer(channel, request, answer));
  }

  private void control(Channel channel, Message request, Callable<JsonObject> answer) {
    submit(controlThread, () -> answer(channel, request, answer));
  }

  private void submit(ExecutorService executor, Runnable answer) {
    try {
      executor.execute(answer);
    } catch (RejectedExecutionException e) {
      log.warn("A request came after the shutdown");
    }
  }

  private void answer(Channel channel, Message request, Callable<JsonObject> answer) {
    broadcasts.status(request, "busy");
    JsonObject content;
    try {
      content = answer.call();
      if (!content.has("status")) {
        content.addProperty("status", "ok");
      }
    } catch (Exception | Error e) {
      log.warn("No answer to a " + request.type(), e);
      content =
          Json.object(
              "status", "error",
              "ename", e.getClass().getSimpleName(),
              "evalue", String.valueOf(e.getMessage()),
              "traceback", List.of());
    }
    var type = request.type().replace("_request", "_reply");
    channels.send(channel, request.reply(session, type, content));
    broadcasts.status(request, "idle");
  }

  /// Told to all front ends, of which one alone has asked.
  private void answerShutdown(Channel channel, Message request) {
    control(
        channel,
        request,
        () -> {
          boolean restart = Request.flag(request.content(), "restart", false);
          var content = Json.object("status", "ok", "restart", restart);
          broadcasts.publish(request, "shutdown_reply", content);
          return content;
        });
    submit(controlThread, this::shutDown);
  }

  /// Hands over what came over a comm; where nobody knows of it, does something else at once. There
  /// is no reply, and a front end waits for the end all the same.
  private void comm(Message request, Runnable unknown) {
    comms
        .handling(request)
        .ifPresentOrElse(
            handler -> executions.add(request, handler),
            () -> submit(controlThread, () -> surrounded(request, unknown)));
  }

  private void surrounded(Message request, Runnable step) {
    broadcasts.status(request, "busy");
    step.run();
    broadcasts.status(request, "idle");
  }

  /// Nobody offers that target; the protocol wants such an opening closed at once.
  private void refuse(Message request) {
    var id = Request.text(request.content(), "comm_id", "");
    broadcasts.publish(request, "comm_close", Json.object("comm_id", id, "data", Map.of()));
  }
}
