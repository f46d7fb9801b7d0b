package dev.wirelab.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.gson.JsonObject;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Frames damaged by chance: read, or refused with the reason, and never anything else.
/// `-Dfuzz.frames=100000` reads more, and `-Dfuzz.seed=N` others.
class WildFramesTest {

  private static final int MESSAGES = Integer.getInteger("fuzz.frames", 2_000);
  private static final long SEED = Long.getLong("fuzz.seed", 42);
  private static final String SCHEME = "hmac-sha256";
  private static final String KEY = "key";

  private final WireFormat format = new WireFormat(SCHEME, KEY);

  @Test
  @Timeout(600)
  void areReadOrRefused() throws MalformedMessageException {
    var wild = new WildFrames(new Random(SEED), SCHEME, KEY);
    int refused = 0;
    for (int i = 0; i < MESSAGES; i++) {
      var frames = wild.next().frames();
      try {
        var message = format.parse(frames);
        // Whatever was read can be answered.
        assertThatCode(() -> format.frames(message.reply("s", "reply", new JsonObject())))
            .as("message %d of seed %d", i, SEED)
            .doesNotThrowAnyException();
      } catch (MalformedMessageException e) {
        assertThat(e).as("message %d of seed %d", i, SEED).message().isNotBlank();
        refused++;
      }
    }
    assertThat(refused).isBetween(MESSAGES / 5, MESSAGES * 4 / 5);
    var good = Message.of("s", "kernel_info_request", new JsonObject());
    assertThat(format.parse(format.frames(good)).header()).isEqualTo(good.header());
  }
}
