package dev.wirelab.kernel.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.protocol.Connection;
import dev.wirelab.kernel.protocol.MalformedMessageException;
import dev.wirelab.kernel.protocol.Message;
import dev.wirelab.kernel.protocol.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/// A front end without a face, for one thread.
///
/// ```java
/// var request = client.send(Client.Line.SHELL, "execute_request", content);
/// Exchange exchange = client.await(request);
/// ```
public final class Client implements AutoCloseable {

  /// Where a request can be sent.
  public enum Line {
    SHELL,
    CONTROL,
    STDIN
  }

  /// A request's answer, and all that was broadcast because of it, in order.
  ///
  /// @param reply the answer
  /// @param broadcasts from `busy` to `idle`
  public record Exchange(Message reply, List<Message> broadcasts) {}

  /// Something did not come in time.
  public static final class TimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private TimeoutException(String waitedFor, Duration patience) {
      super("Waited " + patience.toMillis() + " ms in vain for " + waitedFor);
    }
  }

  /// JeroMQ at times never begins the handshake of a connection that it made
  /// (<https://github.com/zeromq/jeromq/issues/912>); it tries again when this time has passed.
  public static final int HANDSHAKE_MILLIS = 1_000;

  private final String session = UUID.randomUUID().toString();
  private final ZContext context = new ZContext();
  private final ZMQ.Socket shell = context.createSocket(SocketType.DEALER);
  private final ZMQ.Socket control = context.createSocket(SocketType.DEALER);
  private final ZMQ.Socket stdin = context.createSocket(SocketType.DEALER);
  private final ZMQ.Socket iopub = context.createSocket(SocketType.SUB);
  private final ZMQ.Poller poller = context.createPoller(4);
  private final WireFormat format;
  private final Duration patience;
  private final Map<String, Message> replies = new HashMap<>();
  private final Map<String, List<Message>> broadcasts = new HashMap<>();
  private final Map<String, Message> questions = new HashMap<>();
  private boolean welcome;

  /// Connects, and waits until the kernel is heard.
  ///
  /// @param patience how long to wait for anything
  /// @throws TimeoutException if no kernel answers
  public Client(Connection connection, Duration patience) {
    this.patience = patience;
    format = new WireFormat(connection.signatureScheme(), connection.key());
    for (var socket : List.of(shell, control, stdin)) {
      // One for all of them: a question finds the front end that asked for the cell.
      socket.setIdentity(session.getBytes(US_ASCII));
    }
    for (var socket : List.of(shell, control, iopub, stdin)) {
      socket.setHWM(0);
      socket.setHandshakeIvl(HANDSHAKE_MILLIS);
      poller.register(socket, ZMQ.Poller.POLLIN);
    }
    iopub.subscribe(ZMQ.SUBSCRIPTION_ALL);
    shell.connect(connection.address(connection.shellPort()));
    control.connect(connection.address(connection.controlPort()));
    iopub.connect(connection.address(connection.iopubPort()));
    stdin.connect(connection.address(connection.stdinPort()));
    awaiting("iopub_welcome", () -> welcome);
  }

  /// Sends a request and does not wait.
  ///
  /// @return the request, as [#await] wants it
  public Message send(Line line, String type, JsonObject content) {
    var request = Message.of(session, type, content);
    sendFrames(line, format.frames(request));
    return request;
  }

  /// Sends frames as they stand, right or wrong.
  public void sendFrames(Line line, List<byte[]> frames) {
    var socket =
        switch (line) {
          case SHELL -> shell;
          case CONTROL -> control;
          case STDIN -> stdin;
        };
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
  }

  /// Waits for a request's reply and for the `idle` that ends it.
  ///
  /// @throws TimeoutException if either does not come
  public Exchange await(Message request) {
    awaiting(
        "the reply to " + request.type(),
        () -> replies.containsKey(request.id()) && isIdle(request));
    return new Exchange(replies.get(request.id()), broadcasts(request));
  }

  /// Waits for the `idle` that ends a request, of which no reply comes.
  ///
  /// @throws TimeoutException if it does not come
  public void awaitIdle(Message request) {
    awaiting("the end of " + request.type(), () -> isIdle(request));
  }

  /// Waits for a broadcast of a type that a request causes.
  ///
  /// @throws TimeoutException if none comes
  public Message awaitBroadcast(Message request, String type) {
    awaiting(type, () -> broadcasts(request).stream().anyMatch(m -> m.type().equals(type)));
    return broadcasts(request).stream()
        .filter(m -> m.type().equals(type))
        .findFirst()
        .orElseThrow();
  }

  /// Waits until a cell asks for input. A question that comes before this front end is connected on
  /// stdin finds nobody: ask something harmless there first.
  ///
  /// @return the `input_request`
  /// @throws TimeoutException if it does not ask
  public Message awaitQuestion(Message request) {
    awaiting("an input_request", () -> questions.containsKey(request.id()));
    return questions.remove(request.id());
  }

  /// Answers an `input_request`.
  public void answer(Message question, JsonObject content) {
    var reply = question.reply(session, "input_reply", content);
    sendFrames(
        Line.STDIN,
        format.frames(
            new Message(
                List.of(),
                reply.header(),
                reply.parentHeader(),
                reply.metadata(),
                content,
                List.of())));
  }

  /// All broadcasts so far that a request caused.
  public List<Message> broadcasts(Message request) {
    return broadcasts.getOrDefault(request.id(), List.of());
  }

  /// All broadcasts so far that no request caused.
  public List<Message> unasked() {
    return broadcasts.getOrDefault("", List.of());
  }

  @Override
  public void close() {
    poller.close();
    context.close();
  }

  private boolean isIdle(Message request) {
    var seen = broadcasts(request);
    return !seen.isEmpty()
        && seen.getLast().type().equals("status")
        && seen.getLast().content().get("execution_state").getAsString().equals("idle");
  }

  private void awaiting(String what, BooleanSupplier come) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!come.getAsBoolean()) {
      long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (millis <= 0 || poller.poll(millis) == 0) {
        throw new TimeoutException(what, patience);
      }
      if (poller.pollin(0)) {
        reply(receive(shell));
      }
      if (poller.pollin(1)) {
        reply(receive(control));
      }
      if (poller.pollin(2)) {
        broadcast(receive(iopub));
      }
      if (poller.pollin(3)) {
        asked(receive(stdin));
      }
    }
  }

  /// An answer to something asked over stdin itself, or a question of a cell.
  private void asked(Message message) {
    if (message.type().equals("input_request")) {
      questions.put(parent(message), message);
    } else {
      reply(message);
    }
  }

  private void reply(Message reply) {
    replies.put(parent(reply), reply);
  }

  private void broadcast(Message message) {
    if (message.type().equals("iopub_welcome")) {
      welcome = true;
    } else {
      broadcasts.computeIfAbsent(parent(message), _ -> new ArrayList<>()).add(message);
    }
  }

  private static String parent(Message message) {
    var id = message.parentHeader().get("msg_id");
    return id == null ? "" : id.getAsString();
  }

  private Message receive(ZMQ.Socket socket) {
    var frames = new ArrayList<byte[]>();
    do {
      frames.add(socket.recv());
    } while (socket.hasReceiveMore());
    try {
      return format.parse(frames);
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("The kernel sent " + e.getMessage(), e);
    }
  }
}
