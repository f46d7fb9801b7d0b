package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.kernel.Session;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Alone in the JVM, whose threads it looks at.
@Isolated
class InterruptsInARowTest {

  private static final String CELLS_THREAD = "\"cell-";

  @Test
  void noneLeavesAThreadBehind() {
    try (var session = Session.java()) {
      session.execute("int kept = 41;").ok();
      for (int i = 0; i < 10; i++) {
        for (var code :
            List.of("while (true) {}", "Thread.sleep(100_000);", "new Semaphore(0).acquire();")) {
          var running = session.begin("{ System.out.print(1); " + code + " }").printing();
          assertThat(AllThreads.dump()).containsOnlyOnce(CELLS_THREAD);
          session.interrupt();
          running.end().fails("KeyboardInterrupt").prints("1");
        }
      }
      session.execute("kept + 1").result("42");
      assertThat(AllThreads.dump()).doesNotContain(CELLS_THREAD);
    }
  }
}
