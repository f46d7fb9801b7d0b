package dev.wirelab.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.Session;
import dev.wirelab.kernel.client.Client.Line;
import dev.wirelab.kernel.protocol.Message;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What surrounds a request, whatever it asks.
class ConductTest extends EchoSession {

  @Test
  void aCellIsBusyThenShownThenResultThenIdle() {
    var ran = session.execute("hello");

    assertThat(ran.types()).containsExactly("status", "execute_input", "execute_result", "status");
    assertThat(states(ran.exchange)).containsExactly("busy", "idle");
    ran.result("hello");
    var input = ran.contents("execute_input").getFirst();
    assertThat(input.get("code").getAsString()).isEqualTo("hello");
    assertThat(input.get("execution_count")).isEqualTo(ran.reply().get("execution_count"));
  }

  @Test
  void aCellWithoutResultSaysOnlyThatItRan() {
    assertThat(session.execute("").noResult().types())
        .containsExactly("status", "execute_input", "status");
  }

  @Test
  void aCellThatFailsTellsItsErrorTwice() {
    var ran = session.execute("fail because").fails("EchoError").saying("because");

    assertThat(ran.types()).containsExactly("status", "execute_input", "error", "status");
    assertThat(ran.traceback()).isEqualTo("line 1\nline 2");
    assertThat(ran.reply().get("traceback"))
        .isEqualTo(ran.contents("error").getFirst().get("traceback"));
  }

  @Test
  void outputComesBeforeTheReplyAndIdle() {
    var ran = session.execute("print 3").prints("line 0\nline 1\nline 2\n");

    assertThat(ran.types()).containsExactly("status", "execute_input", "stream", "status");
  }

  @Test
  void theParentsHeaderIsKeptWhole() {
    var request = Message.of("s", "execute_request", Session.code("print 1"));
    request.header().addProperty("subshell_id", "sub-1");
    request.header().add("unheard_of", new JsonObject());

    var exchange = session.send(request).end().exchange;

    assertThat(Stream.concat(Stream.of(exchange.reply()), exchange.broadcasts().stream()))
        .hasSize(5)
        .allSatisfy(message -> assertThat(message.parentHeader()).isEqualTo(request.header()));
  }

  @Test
  void eachMessageOfTheKernelHasAHeaderOfItsOwn() {
    var exchange = session.execute("hello").exchange;
    var headers =
        Stream.concat(Stream.of(exchange.reply()), exchange.broadcasts().stream())
            .map(Message::header)
            .toList();

    assertThat(headers).extracting(header -> header.get("msg_id")).doesNotHaveDuplicates();
    assertThat(headers)
        .allSatisfy(header -> {
          assertThat(header.keySet())
              .contains("msg_id", "msg_type", "session", "username", "date", "version");
          assertThat(header.get("session")).isEqualTo(headers.getFirst().get("session"));
          var date = header.get("date").getAsString();
          assertThat(date).matches(".*T\\d\\d:\\d\\d:\\d\\d.*");
          assertThat(OffsetDateTime.parse(date)).isBeforeOrEqualTo(OffsetDateTime.now());
        });
  }

  @Test
  void everyRequestIsSurroundedByBusyAndIdle() {
    for (var type :
        List.of(
            "kernel_info_request",
            "complete_request",
            "inspect_request",
            "is_complete_request",
            "history_request",
            "comm_info_request")) {
      for (var line : List.of(Line.SHELL, Line.CONTROL)) {
        var exchange = exchange(line, type, Session.code("x"));
        assertThat(exchange.reply().type()).isEqualTo(type.replace("request", "reply"));
        assertThat(exchange.reply().content().has("status")).as(type).isTrue();
        assertThat(states(exchange)).as(type).containsExactly("busy", "idle");
      }
    }
  }

  @Test
  void aCellRunsOnlyWhenAskedForOnTheShellChannel() {
    session.client.send(Line.CONTROL, "execute_request", Session.code("hello"));
    session.ask(Line.CONTROL, "kernel_info_request", new JsonObject());

    assertThat(session.log()).contains("Dropped on CONTROL: unknown there: execute_request");
    session.execute("hello").result("hello");
  }
}
