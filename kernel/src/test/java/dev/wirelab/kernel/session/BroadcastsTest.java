package dev.wirelab.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.kernel.Session;
import dev.wirelab.kernel.client.Client;
import dev.wirelab.kernel.protocol.MalformedMessageException;
import dev.wirelab.kernel.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

class BroadcastsTest extends EchoSession {

  private static final int FLOOD = 200_000;

  @Test
  void whoeverSubscribesIsWelcomed() throws MalformedMessageException {
    try (var context = new ZContext();
        var subscriber = subscriber(context, "")) {
      var welcome = next(subscriber);

      assertThat(welcome.type()).isEqualTo("iopub_welcome");
      assertThat(welcome.content().get("subscription").getAsString()).isEmpty();
    }
  }

  @Test
  void topicsNameKernelAndType() throws MalformedMessageException {
    try (var context = new ZContext();
        var subscriber = subscriber(context, "kernel.")) {
      assertThat(next(subscriber).content().get("subscription").getAsString()).isEqualTo("kernel.");

      var ran = session.execute("hello");

      for (var message : ran.exchange.broadcasts()) {
        var received = next(subscriber);
        assertThat(received.id()).isEqualTo(message.id());
        assertThat(new String(received.identities().getFirst()))
            .matches("kernel\\.[-\\w]+\\." + message.type());
      }
    }
  }

  @Test
  void aSecondFrontEndSeesTheBroadcastsOfTheFirst() {
    try (var second = session.another()) {
      var request = session.begin("hello").request;
      session.client.await(request);

      var result = second.awaitBroadcast(request, "execute_result");

      assertThat(result.parentHeader()).isEqualTo(request.header());
    }
  }

  @Test
  void theReplyGoesToTheOneThatAsked() {
    try (var second = session.another()) {
      var mine = session.begin("mine");
      var theirs = second.send(Client.Line.SHELL, "execute_request", Session.code("theirs"));

      mine.end().result("mine");
      var broadcasts = second.await(theirs).broadcasts();

      assertThat(broadcasts).extracting(Message::type).contains("execute_result");
    }
  }

  @Test
  void aFloodArrivesWholeAndInFewMessages() {
    var ran = session.execute("print " + FLOOD);

    ran.prints(lines(FLOOD));
    assertThat(ran.contents("stream")).hasSizeLessThan(500);
  }

  @Test
  void displaysKeepTheirOrder() {
    var shown = session.execute("display 300").contents("display_data");

    assertThat(shown)
        .extracting(display -> display.getAsJsonObject("data").get("text/plain").getAsString())
        .extracting(text -> Integer.parseInt(text.substring(0, text.indexOf(':'))))
        .containsExactlyElementsOf(IntStream.range(0, 300).boxed().toList());
  }

  @Test
  void aSlowSubscriberLosesNothing() throws MalformedMessageException {
    try (var context = new ZContext();
        var subscriber = subscriber(context, "")) {
      next(subscriber);
      var running = session.begin("display 1000");

      var seen = new ArrayList<Message>();
      for (var message = next(subscriber); !isIdle(message); message = next(subscriber)) {
        seen.add(message);
      }

      var fast = running.end().exchange.broadcasts();
      assertThat(seen).hasSize(1002);
      assertThat(seen)
          .extracting(Message::id)
          .containsExactlyElementsOf(fast.stream().map(Message::id).limit(1002).toList());
    }
  }

  private static String lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "line " + i + "\n")
        .collect(Collectors.joining());
  }

  /// A subscriber with room for one message.
  private ZMQ.Socket subscriber(ZContext context, String topic) {
    var socket = context.createSocket(SocketType.SUB);
    socket.setHandshakeIvl(Client.HANDSHAKE_MILLIS);
    socket.setRcvHWM(1);
    socket.setReceiveBufferSize(4096);
    socket.subscribe(topic);
    socket.connect(session.connection.address(session.connection.iopubPort()));
    return socket;
  }

  private Message next(ZMQ.Socket socket) throws MalformedMessageException {
    List<byte[]> frames = new ArrayList<>();
    do {
      frames.add(socket.recv());
    } while (socket.hasReceiveMore());
    return session.format().parse(frames);
  }

  private static boolean isIdle(Message message) {
    return message.type().equals("status")
        && message.content().get("execution_state").getAsString().equals("idle");
  }
}
