package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The threads of the common pool belong to the cell that began last, whose kernel's ever it is: no
/// other kernel may run beside this one.
@Isolated
@Timeout(20)
class CommonPoolTest extends JavaSession {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CompletableFuture.runAsync(() -> System.out.print(\"here\")).join();",
        "CompletableFuture.supplyAsync(() -> \"here\").thenAcceptAsync(System.out::print).join();",
        "ForkJoinPool.commonPool().submit(() -> System.out.print(\"here\")).join();"
      })
  void itPrintsUnderTheCell(String code) {
    execute(code).ok().prints("here");
  }

  @Test
  void itDisplaysUnderTheCell() {
    execute("CompletableFuture.runAsync(() -> display(\"shown\")).join();")
        .displays("text/plain", "shown");
  }

  @Test
  void aParallelStreamPrintsUnderItsCell() {
    var ran = execute("IntStream.range(0, 2000).parallel().forEach(System.out::println);").ok();

    assertThat(ran.stream("stdout").lines().mapToInt(Integer::parseInt).sorted())
        .hasSize(2000)
        .startsWith(0, 1)
        .endsWith(1999);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Stream.iterate(1, i -> i + 1).parallel().forEach(i -> {});",
        "IntStream.range(0, 8).parallel().forEach(i -> { while (true) {} });",
        "CompletableFuture.runAsync(() -> { while (true) {} }).join();",
        "CompletableFuture.runAsync(() -> { try { Thread.sleep(100_000); } catch (InterruptedException e) {} }).join();",
        "CompletableFuture.supplyAsync(() -> new CompletableFuture<Integer>().join()).get();",
        "IntStream.range(0, 8).parallel().forEach(i -> { try { Thread.sleep(100_000); } catch (InterruptedException e) {} });"
      })
  void itEndsWithTheCell(String code) {
    var running = session.begin("{ System.out.print(1); " + code + " }").printing();

    session.interrupt();

    running.end().fails("KeyboardInterrupt").prints("1");
    // All of the pool is free again.
    execute(
            """
            var pool = ForkJoinPool.commonPool();
            var all = new CountDownLatch(pool.getParallelism());
            for (int i = 0; i < pool.getParallelism(); i++) {
              pool.execute(() -> {
                all.countDown();
                try { all.await(); } catch (InterruptedException e) {}
              });
            }
            all.await();
            all.getCount()\
            """)
        .result("0");
  }

  @Test
  void aFloodFromThePoolEndsWithTheCell() {
    var running =
        session.begin("Stream.generate(Math::random).parallel().forEach(System.out::println);");
    running.printing();

    session.interrupt();

    running.end().fails("KeyboardInterrupt");
    execute("\"quiet\"").result("quiet").prints("");
    execute("System.out.print(\"nothing before\");").prints("nothing before");
  }
}
