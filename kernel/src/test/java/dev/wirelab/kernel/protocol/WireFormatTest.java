package dev.wirelab.kernel.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireFormatTest {

  private static final int SIGNATURE = 1;
  private static final int HEADER = 2;

  private final WireFormat format = new WireFormat("hmac-sha256", "key");

  @Test
  void whatIsSentIsReceived() throws MalformedMessageException {
    var content = new JsonObject();
    content.addProperty("code", "\"ö\" + '\u2028' + \"😀\"");
    var request = Message.of("s", "execute_request", content);
    var identity = new byte[] {0, -1, 7};
    var buffer = "<IDS|MSG>".getBytes(UTF_8);
    var sent =
        new Message(
            List.of(identity),
            request.header(),
            request.header(),
            new JsonObject(),
            content,
            List.of(buffer));

    var received = format.parse(format.frames(sent));

    assertThat(received.header()).isEqualTo(sent.header());
    assertThat(received.parentHeader()).isEqualTo(sent.parentHeader());
    assertThat(received.metadata()).isEqualTo(sent.metadata());
    assertThat(received.content()).isEqualTo(sent.content());
    assertThat(received.identities()).containsExactly(identity);
    assertThat(received.buffers()).containsExactly(buffer);
  }

  @Test
  void theSignatureIsTheHmacOfTheFourParts() {
    var frames =
        format.frames(
            new Message(
                List.of(),
                new JsonObject(),
                new JsonObject(),
                new JsonObject(),
                new JsonObject(),
                List.of()));

    assertThat(text(frames))
        .containsExactly(
            "<IDS|MSG>",
            // printf '{}{}{}{}' | openssl dgst -sha256 -hmac key
            "ca767b02c5bc061ed184a9a029e7f93a7f2f7ed4e8fe74120fc1212f0b008fa3",
            "{}",
            "{}",
            "{}",
            "{}");
  }

  @Test
  void theDateIsIso8601WithSeconds() {
    var date = Message.of("s", "status", new JsonObject()).header().get("date").getAsString();

    assertThat(date).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z");
    assertThat(OffsetDateTime.parse(date)).isBeforeOrEqualTo(OffsetDateTime.now());
  }

  @Test
  void aWrongSignatureIsRefused() {
    var frames = format.frames(request());
    frames.set(SIGNATURE, "0".repeat(64).getBytes(UTF_8));

    refused(frames, "a message with a wrong signature");
  }

  @Test
  void aPartThatWasChangedIsRefused() {
    var frames = format.frames(request());
    frames.set(HEADER + 3, "{\"code\": \"evil\"}".getBytes(UTF_8));

    refused(frames, "a message with a wrong signature");
  }

  @Test
  void aMessagePlayedAgainIsRefused() throws MalformedMessageException {
    var frames = format.frames(request());

    format.parse(frames);

    refused(frames, "a message that was received before");
  }

  @Test
  void anotherKeyDoesNotSign() {
    refused(new WireFormat("hmac-sha256", "other").frames(request()), "a wrong signature");
  }

  @ParameterizedTest
  @CsvSource({"0, header", "1, parent header", "2, metadata", "3, content"})
  void aPartThatIsNoJsonObjectIsNamed(int part, String name) {
    for (var json : List.of("", "{", "[]", "null", "7", "{} {}", "{\"a\":}", "\u0000\u0001")) {
      var frames = signed(part, json);
      refused(frames, "a message whose " + name + " is not a JSON object");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void aNestThatIsTooDeepIsRefused(String opening) {
    var deep = "{\"a\":" + opening.repeat(100_000);

    refused(signed(3, deep), "a message whose content is not a JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"msg_id", "msg_type"})
  void aHeaderMustSayWhatAndWho(String name) {
    var request = request();
    request.header().remove(name);
    refused(format.frames(request), "a header without " + name);

    request.header().add(name, new JsonObject());
    refused(format.frames(request), "a header without " + name);
  }

  @Test
  void missingFramesAreCounted() {
    var frames = format.frames(request());
    for (int n = 0; n < frames.size(); n++) {
      refused(frames.subList(0, n), "a message of " + n + " frames without");
    }
  }

  @Test
  void binaryGarbageIsRefused() {
    refused(List.of(new byte[] {-1, -2, -3}, new byte[0]), "without the delimiter");
    refused(List.of("<IDS|MSG>".getBytes(UTF_8)), "without the delimiter, signature and parts");
  }

  @Test
  void withoutAKeyNothingIsSignedAndNothingChecked() throws MalformedMessageException {
    var open = new WireFormat("hmac-sha256", "");
    var frames = open.frames(request());
    assertThat(text(frames).get(SIGNATURE)).isEmpty();

    frames.set(SIGNATURE, "whatever".getBytes(UTF_8));

    assertThat(open.parse(frames).type()).isEqualTo("execute_request");
    assertThat(open.parse(frames).type()).isEqualTo("execute_request");
  }

  @Test
  void anUnknownDigestIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WireFormat("hmac-rot13", "key"))
        .withMessageContaining("hmac-rot13");
  }

  private static Message request() {
    var content = new JsonObject();
    content.addProperty("code", "1 + 1");
    return Message.of("s", "execute_request", content);
  }

  /// A message that holds `json` as one of its parts, and the right signature.
  private List<byte[]> signed(int part, String json) {
    var frames = new ArrayList<>(format.frames(request()));
    frames.set(HEADER + part, json.getBytes(UTF_8));
    return Signed.again(frames, "key");
  }

  private void refused(List<byte[]> frames, String why) {
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> format.parse(frames))
        .withMessageContaining(why);
  }

  private static List<String> text(List<byte[]> frames) {
    return frames.stream().map(frame -> new String(frame, UTF_8)).toList();
  }
}
