package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever thread prints, it prints under its own cell.
class ThreadsTest extends JavaSession {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Thread.ofPlatform().start(() -> System.out.print(\"here\")).join();",
        "Thread.startVirtualThread(() -> System.out.print(\"here\")).join();",
        "try (var pool = Executors.newFixedThreadPool(2)) { pool.submit(() -> System.out.print(\"here\")); }",
        "try (var pool = Executors.newVirtualThreadPerTaskExecutor()) { pool.submit(() -> System.out.print(\"here\")); }",
        "try (var pool = new ForkJoinPool(2)) { pool.submit(() -> System.out.print(\"here\")); }",
        "new Timer(true).schedule(new TimerTask() { public void run() { System.out.print(\"here\"); done.countDown(); } }, 1); done.await();"
      })
  void theyPrintUnderTheirCell(String code) {
    execute("var done = new CountDownLatch(1);");
    execute(code).ok().prints("here");
  }

  @Test
  void aThreadThatOutlivesItsCellStillPrintsUnderIt() {
    var first =
        session.begin(
            """
            var go = new CountDownLatch(1);
            var late = Thread.ofPlatform().start(() -> {
              try { go.await(); } catch (InterruptedException e) {}
              System.out.print("late");
              display("later");
            });\
            """);
    first.end().ok().prints("");

    var second = execute("go.countDown(); late.join(); System.out.print(\"second\");");

    session.client.awaitBroadcast(first.request, "display_data");
    second.prints("second");
    assertThat(session.client.broadcasts(first.request))
        .anySatisfy(message -> {
          assertThat(message.type()).isEqualTo("stream");
          assertThat(message.content().get("text").getAsString()).isEqualTo("late");
        });
  }

  @Test
  void anExceptionInAThreadOfACellIsSeenUnderIt() {
    var ran =
        execute(
                "Thread.ofPlatform().start(() -> { throw new RuntimeException(\"aside\"); }).join();")
            .ok();

    assertThat(ran.stream("stderr")).contains("RuntimeException: aside");
  }

  @Test
  void theEndOfAnInterruptedCellsThreadIsNoNews() {
    var running =
        session
            .begin(
                "Thread.ofPlatform().start(() -> { System.out.print(1); while (true) {} }).join();")
            .printing();
    session.interrupt();

    running.end().fails("KeyboardInterrupt").complains("");
  }

  @Test
  void theContextClassLoaderKnowsTheClassesOfCells() {
    execute("class Known {}").ok();
    execute(
            "Thread.currentThread().getContextClassLoader() == new Known().getClass().getClassLoader()")
        .result("true");
    execute("Thread.currentThread().isVirtual()").result("true");
  }
}
