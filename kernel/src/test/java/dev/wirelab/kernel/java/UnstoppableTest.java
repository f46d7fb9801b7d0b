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
  void aLockThatNobodyGives() {
    execute(
            """
            var lock = new java.util.concurrent.locks.ReentrantLock();
            var wanted = new CountDownLatch(1);
            var held = new CountDownLatch(1);
            var holder = Thread.ofPlatform().start(() -> {
              lock.lock();
              held.countDown();
              try { wanted.await(); } catch (InterruptedException e) {} finally { lock.unlock(); }
            });
            held.await();\
            """)
        .ok();
    var running =
        session
            .begin(
                "{ System.out.println(1); lock.lock(); try { System.out.println(2); } finally { lock.unlock(); } }")
            .printing();

    session.interrupt();

    running
        .end()
        .fails("KeyboardInterrupt")
        .saying("the cell's code does not end; it goes on in the background")
        .tracing("It is here:", "LockSupport.park")
        .prints("1\n");

    // Given the lock at last, it ends at its next step, and lets the lock go.
    execute("wanted.countDown(); holder.join(); lock.lock(); lock.unlock();").noResult();
  }
}
