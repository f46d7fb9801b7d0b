package dev.wirelab.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.client.Client;
import dev.wirelab.kernel.protocol.Connection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Restarts as front ends do them: on the same ports, in whatever state the kernel is, from a seed.
/// `-Dfuzz.restarts=100` does more, `-Dfuzz.seed=N` others.
class RestartsTest {

  private static final int RESTARTS = Integer.getInteger("fuzz.restarts", 4);
  private static final long SEED = Long.getLong("fuzz.seed", 42);
  private static final String OPEN_END = "System.out.println(\"begun\");\n";

  @TempDir private Path folder;
  private final Random random = new Random(SEED);
  private final Map<String, Integer> kinds = new TreeMap<>();

  @Test
  @Timeout(900)
  void theNextKernelIsThereEachTime() throws IOException, InterruptedException {
    var connection = Connection.local();
    long slowest = 0;
    for (int i = 0; i < RESTARTS; i++) {
      try (var kernel = KernelProcess.start(folder, connection, Map.of());
          var session = Session.of(kernel)) {
        var before = session.execute("int x = 40;\nx + 2").result("42");
        assertThat(before.reply().get("execution_count").getAsInt()).isOne();
        occupied(session);
        long began = System.nanoTime();
        end(session, kernel);
        assertThat(kernel.ends()).as("restart %d of seed %d: %s", i, SEED, kinds).isTrue();
        slowest = Math.max(slowest, System.nanoTime() - began);
        assertThat(kernel.log()).as("restart %d of seed %d: %s", i, SEED, kinds).isEmpty();
      }
    }
    System.out.printf(
        "%d restarts of seed %d, the slowest end %d ms: %s%n",
        RESTARTS, SEED, TimeUnit.NANOSECONDS.toMillis(slowest), kinds);
  }

  /// What the kernel is doing when its end comes.
  private void occupied(Session session) {
    switch (counted("while", random.nextInt(6))) {
      case 0 -> session.execute("1 + 1").result("2");
      case 1 -> session.begin(OPEN_END + "while (true) {}").printing();
      case 2 -> session.begin("while (true) System.out.println(\"flood\");").printing();
      case 3 -> session.beginAsking("System.in.read()").asking("");
      case 4 ->
          session
              .begin(
                  OPEN_END + "while (true) try { Thread.sleep(100_000); } catch (Throwable e) {}")
              .printing();
      // Not even waited for.
      default -> session.begin("Thread.sleep(100_000);");
    }
  }

  private void end(Session session, KernelProcess kernel) {
    switch (counted("by", random.nextInt(4))) {
      case 0 -> asked(session, false);
      case 1 -> asked(session, true);
      case 2 -> {
        session.client.send(Client.Line.CONTROL, "interrupt_request", new JsonObject());
        asked(session, true);
      }
      default -> kernel.process().destroy();
    }
  }

  private static void asked(Session session, boolean restart) {
    var content = new JsonObject();
    content.addProperty("restart", restart);
    var reply = session.ask(Client.Line.CONTROL, "shutdown_request", content);
    assertThat(reply.get("restart").getAsBoolean()).isEqualTo(restart);
  }

  private int counted(String word, int choice) {
    kinds.merge(word + " " + choice, 1, Integer::sum);
    return choice;
  }
}
