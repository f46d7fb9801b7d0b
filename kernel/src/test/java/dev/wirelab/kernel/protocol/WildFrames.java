package dev.wirelab.kernel.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// What a broken or hostile front end could send: requests, damaged by chance but from a seed, so
/// that the same come again.
public final class WildFrames {

  /// @param frames at least one; delimiter first where nothing is damaged
  /// @param request what it is if a kernel can read it
  public record Wild(List<byte[]> frames, Optional<Message> request) {}

  private static final List<String> TYPES =
      List.of(
          "kernel_info_request",
          "execute_request",
          "execute_request",
          "complete_request",
          "inspect_request",
          "is_complete_request",
          "history_request",
          "comm_info_request",
          "connect_request",
          "interrupt_request",
          "debug_request",
          "create_subshell_request",
          "comm_open",
          "comm_msg",
          "comm_close",
          "input_reply",
          "status",
          "dance_request");

  private static final List<String> FIELDS =
      List.of(
          "code",
          "silent",
          "store_history",
          "user_expressions",
          "allow_stdin",
          "stop_on_error",
          "cursor_pos",
          "detail_level",
          "hist_access_type",
          "n",
          "start",
          "stop",
          "session",
          "pattern",
          "unique",
          "output",
          "raw",
          "comm_id",
          "target_name",
          "data",
          "value",
          "msg_id",
          "msg_type",
          "username",
          "date",
          "version",
          "subshell_id",
          "");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "\"hello\"",
          "\"\"",
          "\"fail x\"",
          "\"throw x\"",
          "\"tail\"",
          "\"range\"",
          "\"search\"",
          "\"\\ud83d\"",
          "\"\\u0000\"",
          "\"*\"",
          "\"[\"",
          "0",
          "-1",
          "2147483648",
          "-9223372036854775809",
          "1e999999999",
          "0.1",
          "NaN",
          "[]",
          "{}",
          "[[{}]]",
          "{\"a\": \"fail x\", \"b\": 7}");

  private final Random random;
  private final WireFormat format;
  private final String scheme;
  private final String key;

  /// @param scheme how messages are signed, and those again that are damaged before the signature
  /// @param key the secret of the signatures
  public WildFrames(Random random, String scheme, String key) {
    this.random = random;
    this.scheme = scheme;
    this.key = key;
    format = new WireFormat(scheme, key);
  }

  /// The next one.
  public Wild next() {
    var content = new JsonObject();
    for (int fields = random.nextInt(5); fields > 0; fields--) {
      content.add(pick(FIELDS), JsonParser.parseString(pick(VALUES)));
    }
    var request = Message.of("wild", pick(TYPES), content);
    var frames = new ArrayList<>(format.frames(request));
    for (int damages = random.nextInt(4); damages > 0 && !frames.isEmpty(); damages--) {
      damage(frames);
    }
    if (frames.isEmpty()) {
      frames.add(new byte[0]);
    }
    var sent = random.nextInt(4) > 0 && frames.size() >= 6 ? Signed.again(frames, key) : frames;
    return new Wild(sent, readable(sent));
  }

  private Optional<Message> readable(List<byte[]> frames) {
    try {
      return Optional.of(new WireFormat(scheme, key).parse(frames));
    } catch (MalformedMessageException e) {
      return Optional.empty();
    }
  }

  private void damage(List<byte[]> frames) {
    int at = random.nextInt(frames.size());
    var frame = frames.get(at);
    switch (random.nextInt(9)) {
      case 0 -> frames.remove(at);
      case 1 -> frames.add(at, frame);
      case 2 -> frames.add(at, octets(random.nextInt(300)));
      case 3 -> frames.set(at, frames.set(random.nextInt(frames.size()), frame));
      case 4 -> frames.set(at, Arrays.copyOf(frame, random.nextInt(frame.length + 1)));
      case 5 -> frames.set(at, flipped(frame));
      case 6 -> frames.set(at, pick(VALUES).getBytes(UTF_8));
      case 7 -> frames.set(at, field(frame).getBytes(UTF_8));
      default -> frames.set(at, deep().getBytes(US_ASCII));
    }
  }

  private byte[] flipped(byte[] frame) {
    var flipped = frame.clone();
    for (int flips = random.nextInt(4); flips > 0 && flipped.length > 0; flips--) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  /// One field more, or in another's place, in JSON that may be none.
  private String field(byte[] frame) {
    var text = new String(frame, UTF_8);
    int brace = text.lastIndexOf('}');
    var entry = "\"" + pick(FIELDS) + "\": " + pick(VALUES);
    return brace < 2 ? "{" + entry + "}" : text.substring(0, brace) + ", " + entry + "}";
  }

  /// Seldom deep enough for the stack: it is long.
  private String deep() {
    int depth = random.nextInt(50) == 0 ? 50_000 : random.nextInt(300);
    boolean closed = random.nextBoolean();
    return "{\"a\":".repeat(depth) + "1" + (closed ? "}".repeat(depth) : "");
  }

  private byte[] octets(int count) {
    var octets = new byte[count];
    random.nextBytes(octets);
    return octets;
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
