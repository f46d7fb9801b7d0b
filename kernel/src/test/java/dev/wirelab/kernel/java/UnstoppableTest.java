package dev.wirelab.kernel.java;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What no interrupt ends: the cell is given up, said plainly, and the kernel goes on.
@Timeout(20)
class UnstoppableTest extends JavaSession {

  @AfterEach
  void theKernelIsUsable() {
    execute("1 + 1").result("2");
  }

  @Test
  void aMonitorThatNobodyGives() {
    execute(
            """
            var monitor = new Object();
            var wanted = new CountDownLatch(1);
            var held = new CountDownLatch(1);
            var holder = Thread.ofPlatform().start(() -> {
              synchronized (monitor) {
                held.countDown();
                try { wanted.await(); } catch (InterruptedException e) {}
              }
            });
            held.await();\
            """)
        .ok();
    var running =
        session
            .begin(
                "{ System.out.println(1); synchronized (monitor) { System.out.println(2); } while (true) {} }")
            .printing();

    session.interrupt();

    running
        .end()
        .fails("KeyboardInterrupt")
        .saying("the cell's code does not end; it goes on in the background")
        .tracing("It is here:")
        .prints("1\n");

    // Given the monitor at last, it ends at its next step, and lets the monitor go.
    execute("wanted.countDown(); holder.join(); synchronized (monitor) { System.out.print(3); }")
        .noResult()
        .prints("3");
  }
}
