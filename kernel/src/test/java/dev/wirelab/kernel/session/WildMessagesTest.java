package dev.wirelab.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.client.Client.Line;
import dev.wirelab.kernel.protocol.Message;
import dev.wirelab.kernel.protocol.WildFrames;
import java.util.ArrayList;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Messages damaged by chance, over the kernel's sockets: each that can be read is answered, none
/// does harm. `mvn verify -pl kernel -Dtest=WildMessagesTest -Dfuzz.frames=100000` sends more, and
/// `-Dfuzz.seed=N` others.
class WildMessagesTest extends EchoSession {

  private static final int MESSAGES = Integer.getInteger("fuzz.frames", 2_000);
  private static final long SEED = Long.getLong("fuzz.seed", 42);
  private static final int AT_ONCE = 500;

  /// All that are answered on the shell channel.
  private static final Set<String> ANSWERED =
      Set.of(
          "kernel_info_request",
          "execute_request",
          "complete_request",
          "inspect_request",
          "is_complete_request",
          "history_request",
          "comm_info_request",
          "connect_request",
          "interrupt_request",
          "debug_request",
          "create_subshell_request");

  @Test
  @Timeout(600)
  void eachThatCanBeReadIsAnswered() {
    var wild =
        new WildFrames(
            new Random(SEED), session.connection.signatureScheme(), session.connection.key());
    int answered = 0;
    for (int sent = 0; sent < MESSAGES; sent += AT_ONCE) {
      var requests = new ArrayList<Message>();
      try (var client = session.another()) {
        for (int i = 0; i < AT_ONCE; i++) {
          var next = wild.next();
          client.sendFrames(Line.SHELL, next.frames());
          next.request().filter(WildMessagesTest::isAnswered).ifPresent(requests::add);
        }
        for (var request : requests) {
          assertThat(client.await(request).reply().content().has("status"))
              .as("%s after %d messages of seed %d", request, sent, SEED)
              .isTrue();
        }
      }
      answered += requests.size();
      theKernelLives();
    }
    assertThat(answered).isGreaterThan(MESSAGES / 5);
  }

  /// Those with a name of their own, by which the answer can be found.
  private static boolean isAnswered(Message request) {
    return ANSWERED.contains(request.type()) && request.id().length() == 36;
  }

  private void theKernelLives() {
    for (var line : Line.values()) {
      var info = session.ask(line, "kernel_info_request", new JsonObject());
      assertThat(info.get("status").getAsString()).isEqualTo("ok");
    }
    session.execute("hello").result("hello");
    assertThat(session.log()).doesNotContain(session.connection.key());
  }
}
