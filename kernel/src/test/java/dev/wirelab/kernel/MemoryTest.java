package dev.wirelab.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A kernel with little memory, and cells that want more.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemoryTest {

  private final Session session;

  MemoryTest(@TempDir Path folder) throws IOException {
    session = Session.of(KernelProcess.start(folder, Map.of(), "-Xmx256m", "-XX:+UseSerialGC"));
    session.execute("int kept = 41;").ok();
  }

  @AfterAll
  void close() {
    session.close();
  }

  @AfterEach
  void theKernelIsUsable() {
    session.execute("kept + 1").result("42");
    session.execute("System.out.print(\"out\")").prints("out");
  }

  @Test
  void largeObjects() {
    session
        .execute("{ var hog = new ArrayList<byte[]>(); while (true) hog.add(new byte[1 << 20]); }")
        .fails("OutOfMemoryError");
  }

  @Test
  void smallObjects() {
    session
        .execute("{ var hog = new ArrayList<int[]>(); while (true) hog.add(new int[4]); }")
        .fails("OutOfMemoryError")
        .tracing("Cell In[");
  }

  @Test
  void anArrayOfArrays() {
    session.execute("long[][] all = new long[100][1_000_000];").fails("OutOfMemoryError");
    session.execute("new long[Integer.MAX_VALUE - 8]").fails("OutOfMemoryError");
  }

  @Test
  void aTextThatGrows() {
    session
        .execute("{ String text = \"x\"; while (true) text += text; }")
        .fails("OutOfMemoryError");
  }

  @Test
  void moreOutputThanMemory() {
    var ran =
        session.execute("for (int i = 0; i < 150; i++) System.out.println(\"x\".repeat(500_000));");

    ran.ok().prints(("x".repeat(500_000) + "\n").repeat(150));
  }

  @Test
  void moreDisplaysThanMemory() {
    var ran =
        session.execute("for (int i = 0; i < 100; i++) display(i + \"x\".repeat(1_000_000));");

    assertThat(ran.ok().contents("display_data")).hasSize(100);
  }

  @Test
  void aVariableThatHoldsAllMemoryInSmallPiecesCanBeLetGo() {
    session.execute("Map<Integer, String> all = new HashMap<>();").ok();
    session.execute("for (int i = 0; ; i++) all.put(i, \"v\" + i);").fails("OutOfMemoryError");

    session.execute("all = null;").ok();
  }

  @Test
  void aVariableThatHoldsAllMemoryCanBeLetGo() {
    session.execute("List<byte[]> hog = new ArrayList<>();").ok();
    session.execute("while (true) hog.add(new byte[1 << 20]);").fails("OutOfMemoryError");

    session.execute("hog = null;").ok();
  }
}
