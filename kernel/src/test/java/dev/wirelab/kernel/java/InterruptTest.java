package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.kernel.Session.Ran;
import dev.wirelab.kernel.Session.Running;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An interrupt ends whatever a cell does, and nothing else.
@Timeout(10)
class InterruptTest extends JavaSession {

  @BeforeEach
  void aVariable() {
    execute("int kept = 41;").ok();
    execute("import java.util.concurrent.locks.*;").ok();
  }

  @AfterEach
  void theKernelIsUsable() {
    var ran = execute("kept + 1").result("42");
    assertThat(ran.types()).doesNotContain("stream");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "a loop#while (true) {}",
        "a loop with an expression#for (;;) Math.random();",
        "a loop of switches#while (true) { switch (kept) { case 1: break; default: } }",
        "a loop that jumps#again: while (true) { do { continue again; } while (true); }",
        "nested loops that catch everything#while (true) { try { while (true) {} } catch (Throwable e) {} }",
        "a loop that catches exceptions#while (true) { try { throw new Exception(); } catch (Exception e) {} }",
        "a finally that goes on#try { while (true) {} } finally { while (true) {} }",
        "a sleep#Thread.sleep(100_000)",
        "a sleep in parts#while (true) try { Thread.sleep(100_000); } catch (InterruptedException e) {}",
        "a swallowed interrupt#try { Thread.sleep(100_000); } catch (InterruptedException e) {} Thread.sleep(100_000);",
        "a wait#Object o = new Object(); synchronized (o) { o.wait(); }",
        "a queue#new ArrayBlockingQueue<Integer>(1).take()",
        "a future#new CompletableFuture<Integer>().get()",
        "a latch#new CountDownLatch(1).await()",
        "a join#Thread.currentThread().join()",
        "an endless stream#Stream.iterate(1, i -> i + 1).forEach(i -> {})",
        "a process#new ProcessBuilder(\"sleep\", \"100\").start().waitFor()",
        "a flood of lines#while (true) System.out.println(\"flood\")",
        "a flood of displays#while (true) display(\"flood\")",
        "a flood that catches everything#while (true) try { System.err.println(1); } catch (Throwable e) {}",
        "a computation#BigInteger n = BigInteger.ONE; while (true) n = n.add(n.multiply(BigInteger.TWO).mod(BigInteger.TEN));",
        "a recursion#Supplier<Integer>[] s = new Supplier[1]; s[0] = () -> { try { return s[0].get(); } catch (StackOverflowError e) { return s[0].get(); } }; s[0].get()",
        "a display that never ends#display(new Object() { public String toString() { while (true) {} } });",
        "a static initialiser#class Stuck { static int n; static { while (kept > 0) {} } } new Stuck()",
        "a lambda#((Runnable) () -> { while (true) {} }).run()",
        "a thread's end#var t = Thread.ofPlatform().start(() -> { while (true) {} }); t.join();",
        "a virtual thread's end#Thread.startVirtualThread(() -> { while (true) {} }).join()",
        "a pool's end#try (var pool = Executors.newFixedThreadPool(2)) { pool.submit(() -> { while (true) {} }); }",
        "a lock#var l = new ReentrantLock(); Thread.startVirtualThread(l::lock).join(); l.lock();",
        "a lock by another name#Lock l = new ReentrantLock(); Thread.startVirtualThread(l::lock).join(); l.lock();",
        "a lock by reference#var l = new ReentrantLock(); Thread.startVirtualThread(l::lock).join(); Runnable r = l::lock; r.run();",
        "a lock for reading#var l = new ReentrantReadWriteLock(); Thread.startVirtualThread(l.writeLock()::lock).join(); l.readLock().lock();",
        "a lock for writing#var l = new ReentrantReadWriteLock(); Thread.startVirtualThread(l.readLock()::lock).join(); l.writeLock().lock();",
        "a lock that hears#var l = new ReentrantLock(); Thread.startVirtualThread(l::lock).join(); l.lockInterruptibly();",
        "a condition#var l = new ReentrantLock(); l.lock(); l.newCondition().awaitUninterruptibly();",
        "a deaf semaphore#new Semaphore(0).acquireUninterruptibly()",
        "a deaf semaphore of two#new Semaphore(1).acquireUninterruptibly(2)",
        "a future joined#new CompletableFuture<Integer>().join()",
        "futures joined by reference#Stream.of(new CompletableFuture<Integer>()).map(CompletableFuture::join).toList()",
        "what a process writes#new ProcessBuilder(\"sleep\", \"100\").start().getInputStream().read()",
        "what a command writes#Runtime.getRuntime().exec(new String[] {\"sleep\", \"100\"}).inputReader().readLine()",
        "a flood without code of the cell#Stream.generate(Math::random).forEach(System.out::println)",
        "a timer#Executors.newScheduledThreadPool(1, Thread.ofVirtual().factory()).schedule(() -> {}, 100, TimeUnit.SECONDS).get()",
        "a sorting#Stream.of(1, 2, 3).sorted((a, b) -> { while (true) {} }).toList()"
      })
  void itEnds(String what, String code) {
    ends(what, code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "a blocked accept#server.accept()",
        "a blocked read#new Socket(server.getInetAddress(), server.getLocalPort()).getInputStream().read()",
        "a blocked read of lines#new Scanner(new Socket(server.getInetAddress(), server.getLocalPort()).getInputStream()).nextLine()",
        "a datagram#new DatagramSocket(0, InetAddress.getLoopbackAddress()).receive(new DatagramPacket(new byte[1], 1))",
        "a selector#java.nio.channels.Selector.open().select()",
        "an HTTP client#java.net.http.HttpClient.newHttpClient().send(java.net.http.HttpRequest.newBuilder(URI.create(\"http://127.0.0.1:\" + server.getLocalPort())).build(), java.net.http.HttpResponse.BodyHandlers.ofString())",
        "a URL#URI.create(\"http://127.0.0.1:\" + server.getLocalPort()).toURL().openStream()",
        "a channel#java.nio.channels.SocketChannel.open(server.getLocalSocketAddress()).read(java.nio.ByteBuffer.allocate(1))",
        "a pipe#new PipedInputStream(new PipedOutputStream()).read()"
      })
  void aBlockedConnectionEnds(String what, String code) {
    execute("var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());").ok();
    ends(what, code);
  }

  @Test
  void aMethodOfAnEarlierCellEnds() {
    execute("void spin() { while (true) {} }\nclass Wheel { void spin() { while (true) {} } }")
        .ok();
    ends("a method of an earlier cell", "spin()");
    ends("a class of an earlier cell", "new Wheel().spin()");
  }

  @Test
  void aResultThatNeverEndsEnds() {
    var running =
        session.begin(
            "new Object() { public String toString() { System.out.print(1); while (true) {} } }");

    interrupt(running.printing()).fails("KeyboardInterrupt").prints("1");
  }

  @Test
  void statementsBehindItDoNotRun() {
    execute("int ran = 0;");
    var running = session.begin("System.out.print(1);\nwhile (true) {}\nran = 1;").printing();
    interrupt(running).fails("KeyboardInterrupt");
    execute("ran").result("0");
  }

  @Test
  void cellsBehindItDoNotRun() {
    var running = session.begin("System.out.print(1); while (true) {}").printing();
    var waiting = session.begin("kept = 0;");
    interrupt(running).fails("KeyboardInterrupt");
    waiting.end().aborted();
  }

  @Test
  void anIdleKernelDoesNotMind() {
    session.interrupt();
    execute("kept + 1").result("42");
    session.interrupt();
    session.interrupt();
    execute("int i = 0; while (i < 1000) i++; i").result("1000");
  }

  @Test
  void threadsOfCellsThatEndedDoNotMind() {
    execute(
            """
            var asked = new SynchronousQueue<Integer>();
            var answers = new SynchronousQueue<Integer>();
            var server2 = Thread.ofVirtual().start(() -> {
              try { while (true) answers.put(asked.take() + 1); } catch (InterruptedException e) {}
            });\
            """)
        .ok();
    session.interrupt();
    execute("asked.put(1); answers.take()").result("2");
    execute("server2.interrupt(); server2.join();").ok();
  }

  @Test
  void aCellOfManyStatementsEndsWhileItCompiles() {
    var code =
        "System.out.print(1);\n" + "class Heavy { List<Map<String, Integer>> l; }\n".repeat(2_000);
    var running = session.begin(code).printing();

    interrupt(running).fails("KeyboardInterrupt");
  }

  @Test
  void whatWasPrintedBeforeIsKeptAndNothingComesAfter() {
    var running =
        session.begin(
            "int n = 0; while (true) { System.out.println(n++); if (n % 1000 == 0) Thread.sleep(1); }");
    var ran = interrupt(running.printing()).fails("KeyboardInterrupt");

    var lines = ran.stream("stdout").lines().toList();
    assertThat(lines).first().isEqualTo("0");
    assertThat(Integer.parseInt(lines.getLast())).isEqualTo(lines.size() - 1);
    var next = execute("n").ok();
    assertThat(next.types()).doesNotContain("stream");
  }

  private void ends(String what, String code) {
    // One block: nothing is left to compile when the sign is seen.
    String end = code.endsWith(";") || code.endsWith("}") ? "" : ";";
    var running = session.begin("{ System.out.println(\"begun\"); " + code + end + " }").printing();
    var begin = Instant.now();
    var ran = interrupt(running).fails("KeyboardInterrupt");
    System.out.printf(
        "interrupt: %4d ms, %s%n", Duration.between(begin, Instant.now()).toMillis(), what);
    assertThat(ran.stream("stdout")).startsWith("begun\n");
    assertThat(ran.reply().get("evalue").getAsString()).isEqualTo("interrupted");
  }

  private Ran interrupt(Running running) {
    session.interrupt();
    return running.end();
  }
}
