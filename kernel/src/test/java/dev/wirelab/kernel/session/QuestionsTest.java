package dev.wirelab.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.wirelab.kernel.Session;
import dev.wirelab.kernel.client.Client.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionsTest extends EchoSession {

  @ParameterizedTest
  @EnumSource
  void kernelInfoSaysWhoAnswers(Line line) {
    var info = session.ask(line, "kernel_info_request", new JsonObject());

    assertThat(text(info, "status")).isEqualTo("ok");
    assertThat(text(info, "protocol_version")).isEqualTo("5.4");
    assertThat(text(info, "implementation")).isEqualTo("wirelab");
    assertThat(text(info, "banner")).isEqualTo("Echo!");
    var language = info.getAsJsonObject("language_info");
    assertThat(text(language, "name")).isEqualTo("echo");
    assertThat(text(language, "version")).isEqualTo("1");
    assertThat(text(language, "mimetype")).isEqualTo("text/plain");
    assertThat(text(language, "file_extension")).isEqualTo(".txt");
  }

  @ParameterizedTest
  @CsvSource({"hello, complete", "fail, invalid", "wait, incomplete", "throw, error"})
  void isCompleteAlwaysAnswers(String code, String status) {
    var reply = session.ask("is_complete_request", Session.code(code));

    assertThat(text(reply, "status")).isEqualTo(status);
  }

  @Test
  void anIncompleteCellIsToldHowToGoOn() {
    var reply = session.ask("is_complete_request", Session.code("wait"));

    assertThat(text(reply, "indent")).isEqualTo("  ");
  }

  @ParameterizedTest
  @CsvSource({
    "abc, 2, abab",
    "😀bc, 2, 😀b😀b",
    "😀bc, 1, 😀😀",
    "abc, 0, ''",
    "abc, 99, abcabc",
    "abc, -1, ''"
  })
  void theCursorCountsCodePoints(String code, int cursor, String match) {
    var content = Session.code(code);
    content.addProperty("cursor_pos", cursor);

    var reply = session.ask("complete_request", content);

    int position = Math.clamp(cursor, 0, code.codePointCount(0, code.length()));
    assertThat(array(reply, "matches")).containsExactly(match);
    assertThat(reply.get("cursor_start").getAsInt()).isEqualTo(position);
    assertThat(reply.get("cursor_end").getAsInt()).isEqualTo(position);
    assertThat(reply.getAsJsonObject("metadata").get("_jupyter_types_experimental"))
        .isEqualTo(
            Json.array(
                Json.object(
                    "text", match,
                    "type", "function",
                    "signature", "(n)",
                    "start", position,
                    "end", position)));
  }

  @Test
  void withoutACursorTheEndIsMeant() {
    var reply = session.ask("complete_request", Session.code("😀"));

    assertThat(array(reply, "matches")).containsExactly("😀😀");
  }

  @Test
  void inspectionHasADetailLevel() {
    var content = Session.code("abc");
    content.addProperty("cursor_pos", 2);
    content.addProperty("detail_level", 1);

    var reply = session.ask("inspect_request", content);

    assertThat(reply.get("found").getAsBoolean()).isTrue();
    assertThat(text(reply.getAsJsonObject("data"), "text/plain")).isEqualTo("ab, detail 1");
  }

  @Test
  void whatIsUnknownIsNotFound() {
    var reply = session.ask("inspect_request", Session.code(""));

    assertThat(text(reply, "status")).isEqualTo("ok");
    assertThat(reply.get("found").getAsBoolean()).isFalse();
    assertThat(reply.get("data")).isEqualTo(new JsonObject());
  }

  @Test
  void fieldsOfAnotherTypeCountAsMissing() {
    var content = new JsonObject();
    content.add("code", new JsonArray());
    content.addProperty("cursor_pos", "two");
    content.addProperty("detail_level", true);

    assertThat(text(session.ask("inspect_request", content), "status")).isEqualTo("ok");
    assertThat(text(session.ask("complete_request", content), "status")).isEqualTo("ok");
  }

  @Test
  void questionsAreAnsweredWhileACellRuns() {
    var waiting = session.begin("wait").printing();

    assertThat(text(session.ask("kernel_info_request", new JsonObject()), "status"))
        .isEqualTo("ok");
    assertThat(array(session.ask("complete_request", Session.code("a")), "matches"))
        .containsExactly("aa");
    assertThat(text(session.ask("history_request", new JsonObject()), "status")).isEqualTo("ok");

    session.interrupt();
    waiting.end().fails("KeyboardInterrupt");
  }

  @Test
  void whatIsNotThereIsNotAdvertised() {
    var info = session.ask("kernel_info_request", new JsonObject());

    assertThat(info.get("debugger").getAsBoolean()).isFalse();
    assertThat(info.getAsJsonArray("supported_features")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aDebuggerIsRefused(Line line) {
    var reply = session.ask(line, "debug_request", Json.object("seq", 7, "command", "attach"));

    assertThat(text(reply, "status")).isEqualTo("error");
    assertThat(text(reply, "message")).isEqualTo("This kernel has no debugger");
    assertThat(text(reply, "command")).isEqualTo("attach");
    assertThat(reply.get("request_seq").getAsInt()).isEqualTo(7);
    assertThat(reply.get("success").getAsBoolean()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"create_subshell_request", "delete_subshell_request", "list_subshell_request"})
  void subshellsAreRefused(String type) {
    var reply = session.ask(Line.CONTROL, type, new JsonObject());

    assertThat(text(reply, "status")).isEqualTo("error");
    assertThat(text(reply, "evalue")).contains("runs one cell at a time");
  }

  @Test
  void thePortsAreThoseOfTheConnectionFile() {
    var reply = session.ask("connect_request", new JsonObject());

    assertThat(reply.get("shell_port").getAsInt()).isEqualTo(session.connection.shellPort());
    assertThat(reply.get("iopub_port").getAsInt()).isEqualTo(session.connection.iopubPort());
    assertThat(reply.get("stdin_port").getAsInt()).isEqualTo(session.connection.stdinPort());
    assertThat(reply.get("control_port").getAsInt()).isEqualTo(session.connection.controlPort());
    assertThat(reply.get("hb_port").getAsInt()).isEqualTo(session.connection.hbPort());
  }

  private static String text(JsonObject content, String name) {
    return content.get(name).getAsString();
  }

  private static Iterable<String> array(JsonObject content, String name) {
    return content.getAsJsonArray(name).asList().stream().map(JsonElement::getAsString).toList();
  }
}
