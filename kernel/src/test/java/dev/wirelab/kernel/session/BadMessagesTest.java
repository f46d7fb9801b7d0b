package dev.wirelab.kernel.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.wirelab.kernel.Session;
import dev.wirelab.kernel.client.Client.Line;
import dev.wirelab.kernel.protocol.Message;
import dev.wirelab.kernel.protocol.Signed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages that no front end should send: logged, dropped, and the kernel lives.
class BadMessagesTest extends EchoSession {

  @AfterEach
  void theKernelLives() {
    for (var line : Line.values()) {
      var info = session.ask(line, "kernel_info_request", new JsonObject());
      assertThat(info.get("status").getAsString()).isEqualTo("ok");
    }
    session.execute("hello").result("hello");
    assertThat(session.log()).doesNotContain(session.connection.key());
  }

  @ParameterizedTest
  @EnumSource
  void aWrongSignature(Line line) {
    var frames = session.format().frames(request());
    frames.set(1, "0".repeat(64).getBytes(UTF_8));

    send(line, frames);

    assertThat(session.log()).contains("Dropped on " + line + ": a message with a wrong signature");
  }

  @Test
  void aMessagePlayedAgainRunsOnce() {
    var request = request();
    int before = count();
    session.send(request).end().result("hello");

    send(Line.SHELL, session.format().frames(request));

    assertThat(session.log()).contains("a message that was received before");
    assertThat(count()).isEqualTo(before + 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void brokenJsonInAnyPart(int part) {
    for (var json : List.of("{", "[]", "{\"a\":".repeat(50_000))) {
      var frames = new ArrayList<>(session.format().frames(request()));
      frames.set(part, json.getBytes(UTF_8));
      send(Line.SHELL, Signed.again(frames, session.connection.key()));
    }

    assertThat(session.log()).contains("is not a JSON object");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void missingFrames(int kept) {
    send(Line.SHELL, session.format().frames(request()).subList(0, kept));

    assertThat(session.log()).contains("without the delimiter, signature and parts");
  }

  @Test
  void binaryGarbage() {
    var random = new Random(42);
    for (int i = 0; i < 100; i++) {
      var frames = new ArrayList<byte[]>();
      for (int n = random.nextInt(1, 8); n > 0; n--) {
        var frame = new byte[random.nextInt(200)];
        random.nextBytes(frame);
        frames.add(frame);
      }
      send(Line.SHELL, frames);
    }

    assertThat(session.log()).contains("Dropped on SHELL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dance_request", "", "execute_reply", "status"})
  void anUnknownType(String type) {
    send(Line.SHELL, session.format().frames(Message.of("s", type, new JsonObject())));

    assertThat(session.log()).contains("Dropped on SHELL: unknown there: " + type);
  }

  @Test
  void aTypeThatIsANumber() {
    var request = request();
    request.header().addProperty("msg_type", 7);

    send(Line.SHELL, session.format().frames(request));

    assertThat(session.log()).contains("unknown there: 7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                     | \"code\" must be a string, and is missing",
        "{'code': null}                         | \"code\" must be a string, and is null",
        "{'code': 7}                            | \"code\" must be a string, and is a number",
        "{'code': ['hello']}                    | \"code\" must be a string, and is an array",
        "{'code': 'x', 'silent': 'yes'}         | \"silent\" must be a boolean, and is a string",
        "{'code': 'x', 'store_history': 1}      | \"store_history\" must be a boolean, and is a number",
        "{'code': 'x', 'allow_stdin': {}}       | \"allow_stdin\" must be a boolean, and is an object",
        "{'code': 'x', 'stop_on_error': []}     | \"stop_on_error\" must be a boolean, and is an array",
        "{'code': 'x', 'user_expressions': []}  | \"user_expressions\" must be an object, and is an array",
        "{'code': 'x', 'user_expressions': {'a': true}} | \"user_expressions.a\" must be a string, and is a boolean"
      })
  void aRequestToExecuteThatIsIllTypedIsAnError(String content, String why) {
    int before = count();

    var ran = session.execute(JsonParser.parseString(content).getAsJsonObject());

    ran.fails("InvalidRequest").saying("execute_request: " + why);
    assertThat(ran.types()).containsExactly("status", "error", "status");
    assertThat(count()).isEqualTo(before + 1);
  }

  @Test
  void optionalFieldsThatAreNullAreMissing() {
    session
        .execute(
            JsonParser.parseString("{'code': 'hello', 'silent': null, 'user_expressions': null}")
                .getAsJsonObject())
        .result("hello");
  }

  private static Message request() {
    return Message.of("s", "execute_request", Session.code("hello"));
  }

  private int count() {
    return session.execute("hello").reply().get("execution_count").getAsInt();
  }

  /// Sends frames, and returns when the kernel has looked at them.
  private void send(Line line, List<byte[]> frames) {
    session.client.sendFrames(line, frames);
    session.ask(line, "kernel_info_request", new JsonObject());
  }
}
