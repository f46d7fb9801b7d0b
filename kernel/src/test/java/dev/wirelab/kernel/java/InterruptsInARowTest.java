package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.kernel.Session;
import dev.wirelab.kernel.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/// Alone in the JVM, whose threads it looks at.
@Isolated
class InterruptsInARowTest {

  private static final int INTERRUPTS = 200;
  private static final long SEED = 2025;
  private static final String CELLS_THREAD = "\"cell-";
  private static final String CELLS_CODE = "REPL.$JShell";

  private static final String EARLIER =
      """
      import java.util.concurrent.locks.*;
      int kept = 41;
      var keptList = new ArrayList<>(List.of("a", "b"));
      var lock = new ReentrantLock();
      Thread.startVirtualThread(lock::lock).join();
      void begun() { System.out.println("begun"); }
      void spin() { begun(); while (true) {} }
      void nap() { begun(); try { Thread.sleep(100_000); } catch (InterruptedException e) {} }
      ServerSocket listening() throws IOException { return new ServerSocket(0, 50, InetAddress.getLoopbackAddress()); }
      """;

  private static final List<String> KINDS =
      List.of(
          "begun(); while (true) {}",
          "spin();",
          "nap(); nap();",
          "begun(); while (true) try { while (true) {} } catch (Throwable e) {}",
          "begun(); while (true) try { Thread.sleep(100_000); } catch (Throwable e) {}",
          "begun(); Thread.sleep(100_000);",
          "begun(); synchronized (keptList) { keptList.wait(); }",
          "begun(); lock.lock();",
          "begun(); lock.lockInterruptibly();",
          "begun(); new Semaphore(0).acquire();",
          "begun(); new CompletableFuture<Integer>().join();",
          "try (var server = listening()) { begun(); server.accept(); }",
          "try (var server = listening(); var socket = new Socket(server.getInetAddress(), server.getLocalPort())) { begun(); socket.getInputStream().read(); }",
          "begun(); Stream.iterate(1, i -> i + 1).forEach(i -> {});",
          "begun(); IntStream.range(0, 8).parallel().forEach(i -> { while (true) {} });",
          "IntStream.range(0, 8).parallel().forEach(i -> nap());",
          "Stream.generate(Math::random).parallel().forEach(System.out::println);",
          "while (true) System.out.println(\"flood\");",
          "while (true) try { System.err.print(\"flood\"); begun(); } catch (Throwable e) {}",
          "Thread.ofVirtual().start(() -> { begun(); while (true) {} }).join();",
          "CompletableFuture.runAsync(() -> nap()).join();",
          "try (var pool = Executors.newFixedThreadPool(2)) { pool.submit(() -> nap()); }");

  @Test
  @Timeout(85)
  void noneLeavesAThreadBehindNorOutputNorHarm() {
    var random = new Random(SEED);
    var interrupted = new ArrayList<Message>();
    try (var session = Session.java()) {
      session.execute(EARLIER).ok();
      for (int i = 0; i < INTERRUPTS; i++) {
        var code = KINDS.get(random.nextInt(KINDS.size()));
        var running = session.begin("{ " + code + " }").printing();
        session.interrupt();
        var evalue = running.end().fails("KeyboardInterrupt").reply().get("evalue");
        assertThat(evalue.getAsString()).as(code).isEqualTo("interrupted");
        interrupted.add(running.request);
        var next = session.execute("kept + " + i).result(String.valueOf(41 + i));
        assertThat(next.types()).as(code).doesNotContain("stream");
      }
      session.execute("keptList").result("[a, b]");
      for (var request : interrupted) {
        assertThat(session.client.broadcasts(request).getLast().content())
            .as("what comes last of a cell")
            .hasToString("{\"execution_state\":\"idle\"}");
      }
      assertThat(AllThreads.dump()).doesNotContain(CELLS_THREAD, CELLS_CODE);
    }
  }
}
