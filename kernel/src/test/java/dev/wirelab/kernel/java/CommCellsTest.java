package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.wirelab.kernel.client.Client.Line;
import dev.wirelab.kernel.protocol.Message;
import org.junit.jupiter.api.Test;

/// Cells that speak with objects of the front end.
class CommCellsTest extends JavaSession {

  @Test
  void aCellOffersATarget() {
    execute(
            """
            comms.target("adder", (comm, opening) -> {
              var sum = new java.util.concurrent.atomic.AtomicLong((Long) opening.data().get("from"));
              comm.onMessage(message -> {
                System.out.print("got " + message.data());
                comm.send(new dev.wirelab.kernel.extension.CommMessage(
                    Map.of("sum", sum.addAndGet((Long) message.data().get("n"))), Map.of(), List.of()));
              });
            });\
            """)
        .ok();
    session.client.awaitIdle(
        send("comm_open", "{'comm_id': 'a', 'target_name': 'adder', 'data': {'from': 40}}"));

    var message = send("comm_msg", "{'comm_id': 'a', 'data': {'n': 2}}");
    session.client.awaitIdle(message);

    // What a handler prints is found under the message that it handles.
    assertThat(session.client.broadcasts(message))
        .extracting(Message::type)
        .containsExactly("status", "stream", "comm_msg", "status");
    assertThat(session.client.awaitBroadcast(message, "comm_msg").content().get("data"))
        .hasToString("{\"sum\":42}");
  }

  @Test
  void aCellOpensAComm() {
    var ran =
        execute(
            "var line = comms.open(\"there\", dev.wirelab.kernel.extension.CommMessage.of(Map.of(\"a\", 1)));");

    assertThat(ran.contents("comm_open"))
        .singleElement()
        .satisfies(open -> assertThat(open.get("target_name").getAsString()).isEqualTo("there"));
    assertThat(execute("line.close();").contents("comm_close")).hasSize(1);
    execute("line.send(dev.wirelab.kernel.extension.CommMessage.of(Map.of()))")
        .fails("IllegalStateException")
        .saying("The comm to there is closed");
  }

  @Test
  void aHandlerIsInterruptedLikeACell() {
    execute(
            "comms.target(\"endless\", (comm, opening) -> { System.out.println(1); while (true) {} });")
        .ok();
    var open = send("comm_open", "{'comm_id': 'e', 'target_name': 'endless'}");
    session.client.awaitBroadcast(open, "stream");

    session.interrupt();

    var error = session.client.awaitBroadcast(open, "error").content();
    assertThat(error.get("ename").getAsString()).isEqualTo("KeyboardInterrupt");
    execute("1 + 1").result("2");
  }

  @Test
  void aHandlerCannotAsk() {
    execute("comms.target(\"asking\", (comm, opening) -> readLine(\"?\"));").ok();

    var open = send("comm_open", "{'comm_id': 'q', 'target_name': 'asking'}");

    assertThat(session.client.awaitBroadcast(open, "error").content().get("ename").getAsString())
        .isEqualTo("StdinNotImplementedException");
  }

  private Message send(String type, String content) {
    return session.client.send(Line.SHELL, type, JsonParser.parseString(content).getAsJsonObject());
  }
}
