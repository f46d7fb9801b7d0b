package dev.wirelab.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.client.Client.Line;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Comms, which widgets use: there are none, and a front end is told so.
class CommsTest extends EchoSession {

  @Test
  void noneIsOpen() {
    var reply = session.ask("comm_info_request", new JsonObject());

    assertThat(reply.get("comms")).isEqualTo(new JsonObject());
    assertThat(reply.get("status").getAsString()).isEqualTo("ok");
  }

  @Test
  void oneThatIsOpenedIsClosedAtOnce() {
    var open =
        session.client.send(
            Line.SHELL,
            "comm_open",
            Json.object("comm_id", "c1", "target_name", "jupyter.widget", "data", Map.of()));

    var close = session.client.awaitBroadcast(open, "comm_close");

    assertThat(close.content().get("comm_id").getAsString()).isEqualTo("c1");
    assertThat(close.parentHeader()).isEqualTo(open.header());
  }

  @Test
  void talkOverAClosedCommIsPassedOverInSilence() {
    for (var type : List.of("comm_open", "comm_msg", "comm_close")) {
      var request = session.client.send(Line.SHELL, type, Json.object("comm_id", "c2"));

      // A front end waits for the idle that ends each request.
      session.client.awaitIdle(request);
    }

    assertThat(session.log()).isEmpty();
    session.execute("hello").result("hello");
  }
}
