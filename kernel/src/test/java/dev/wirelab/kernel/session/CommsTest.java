package dev.wirelab.kernel.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.Session;
import dev.wirelab.kernel.client.Client.Line;
import dev.wirelab.kernel.extension.Comm;
import dev.wirelab.kernel.extension.CommMessage;
import dev.wirelab.kernel.protocol.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Comms: lines between objects of the kernel and of the front end.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommsTest {

  private final CommRegistry comms = new CommRegistry();
  private final Session session = Session.of(new Echo(), comms);

  @AfterAll
  void close() {
    session.close();
  }

  @Test
  void aTargetThatNobodyOffersIsClosedAtOnce() {
    var open = send("comm_open", "c1", "target_name", "nobody");

    var close = session.client.awaitBroadcast(open, "comm_close");

    assertThat(close.content().get("comm_id").getAsString()).isEqualTo("c1");
    assertThat(close.parentHeader()).isEqualTo(open.header());
    assertThat(open("nobody").keySet()).isEmpty();
  }

  @Test
  void talkOverAClosedCommIsPassedOverInSilence() {
    for (var type : List.of("comm_open", "comm_msg", "comm_close")) {
      var request = send(type, "c2");

      // A front end waits for the idle that ends each request.
      session.client.awaitIdle(request);
    }

    assertThat(session.log()).isEmpty();
    session.execute("hello").result("hello");
  }

  @Test
  void aTargetSpeaksWithTheFrontEnd() {
    comms.target(
        "echo",
        (comm, opening) -> {
          comm.send(CommMessage.of(Map.of("opened with", opening.data())));
          comm.onMessage(comm::send);
        });

    var open = send("comm_open", "c3", "target_name", "echo", "data", Map.of("n", 1));
    assertThat(session.client.awaitBroadcast(open, "comm_msg").content())
        .hasToString("{\"comm_id\":\"c3\",\"data\":{\"opened with\":{\"n\":1}}}");
    session.client.awaitIdle(open);

    var message = send("comm_msg", "c3", "data", json());
    var answer = session.client.awaitBroadcast(message, "comm_msg");
    assertThat(answer.content().get("data")).isEqualTo(Json.of(json()));
    assertThat(answer.parentHeader()).isEqualTo(message.header());
    session.client.awaitIdle(message);
    assertThat(open("echo")).hasToString("{\"c3\":{\"target_name\":\"echo\"}}");
  }

  /// All that JSON can hold.
  private static Map<String, Object> json() {
    return Map.of(
        "list",
        Arrays.asList("text", 1, 2.5, true, null),
        "map",
        Map.of("deep", Map.of("ü", "😀")));
  }

  @Test
  void metadataAndBuffersTravelToo() {
    comms.target("raw", (comm, _) -> comm.onMessage(comm::send));
    session.client.awaitIdle(send("comm_open", "c4", "target_name", "raw"));

    var plain = Message.of("s", "comm_msg", Json.object("comm_id", "c4", "data", Map.of()));
    var request =
        new Message(
            List.of(),
            plain.header(),
            new JsonObject(),
            Json.object("version", "2.1.0"),
            plain.content(),
            List.of("öctets".getBytes(UTF_8), new byte[0]));
    var answer = session.client.awaitBroadcast(session.send(request).request, "comm_msg");

    assertThat(answer.metadata()).hasToString("{\"version\":\"2.1.0\"}");
    assertThat(answer.buffers()).containsExactly("öctets".getBytes(UTF_8), new byte[0]);
  }

  @Test
  void theFrontEndMayCloseIt() throws InterruptedException {
    BlockingQueue<Comm> closed = new ArrayBlockingQueue<>(1);
    comms.target("closing", (comm, _) -> comm.onClose(_ -> closed.add(comm)));
    session.client.awaitIdle(send("comm_open", "c5", "target_name", "closing"));

    session.client.awaitIdle(send("comm_close", "c5"));

    var comm = closed.poll(1, TimeUnit.SECONDS);
    assertThat(comm.id()).isEqualTo("c5");
    assertThat(open("closing").keySet()).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(() -> comm.send(CommMessage.of(Map.of())))
        .withMessage("The comm to closing is closed");
  }

  @Test
  void theKernelMayOpenAndCloseOne() {
    var comm = comms.open("widget", CommMessage.of(Map.of("a", 1)));
    assertThat(open("widget").keySet()).containsExactly(comm.id());

    comm.close();
    comm.close();

    assertThat(open("widget").keySet()).isEmpty();
    session.execute("hello").result("hello");
    assertThat(session.client.unasked())
        .extracting(Message::type)
        .containsExactly("comm_open", "comm_close");
    assertThat(session.client.unasked().getFirst().content())
        .hasToString(
            "{\"comm_id\":\"%s\",\"data\":{\"a\":1},\"target_name\":\"widget\"}"
                .formatted(comm.id()));
  }

  @Test
  void aTargetThatThrowsHasRefused() {
    comms.target(
        "rude",
        (_, _) -> {
          throw new IllegalArgumentException("no");
        });

    var open = send("comm_open", "c6", "target_name", "rude");
    session.client.awaitIdle(open);

    assertThat(session.client.broadcasts(open))
        .extracting(Message::type)
        .containsExactly("status", "comm_close", "error", "status");
    assertThat(open("rude").keySet()).isEmpty();
  }

  @Test
  void aHandlerThatThrowsLeavesTheCommOpen() {
    comms.target(
        "moody",
        (comm, _) ->
            comm.onMessage(_ -> {
              throw new IllegalArgumentException("not now");
            }));
    session.client.awaitIdle(send("comm_open", "c7", "target_name", "moody"));

    var error = session.client.awaitBroadcast(send("comm_msg", "c7"), "error");

    assertThat(error.content().get("evalue").getAsString()).isEqualTo("not now");
    assertThat(open("moody").keySet()).containsExactly("c7");
  }

  @Test
  void whatComesDuringACellIsHandledBehindIt() {
    comms.target("patient", (comm, _) -> comm.send(CommMessage.of(Map.of())));
    var cell = session.begin("wait").printing();
    var open = send("comm_open", "c8", "target_name", "patient");
    var queued = session.begin("hello");
    // It is open for whoever asks, though nobody has handled it.
    assertThat(open("patient").keySet()).containsExactly("c8");
    assertThat(session.client.broadcasts(open)).isEmpty();

    session.arrived().interrupt();

    cell.end().fails("KeyboardInterrupt");
    queued.end().aborted();
    session.client.awaitIdle(open);
    assertThat(session.client.broadcasts(open))
        .extracting(Message::type)
        .containsExactly("status", "comm_msg", "status");
  }

  @Test
  void infoCanBeAskedForOneTargetOrAll() {
    comms.target("one", (_, _) -> {});
    comms.target("two", (_, _) -> {});
    session.client.awaitIdle(send("comm_open", "c9", "target_name", "one"));
    session.client.awaitIdle(send("comm_open", "c10", "target_name", "two"));

    assertThat(open("one").keySet()).containsExactly("c9");
    assertThat(open("").keySet()).contains("c9", "c10");
  }

  private JsonObject open(String target) {
    var question = target.isEmpty() ? new JsonObject() : Json.object("target_name", target);
    var reply = session.ask("comm_info_request", question);
    assertThat(reply.get("status").getAsString()).isEqualTo("ok");
    return reply.getAsJsonObject("comms");
  }

  private Message send(String type, String id, Object... more) {
    var content = Json.object(more);
    content.addProperty("comm_id", id);
    return session.client.send(Line.SHELL, type, content);
  }
}
