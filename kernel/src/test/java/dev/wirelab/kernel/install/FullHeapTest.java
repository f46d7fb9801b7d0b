package dev.wirelab.kernel.install;

import dev.wirelab.kernel.KernelProcess;
import dev.wirelab.kernel.Main;
import dev.wirelab.kernel.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// A kernel as it is shipped, and a notebook whose variables hold all the memory that it has.
@Isolated("a gibibyte, and a while of collecting it")
class FullHeapTest {

  private static final String[] SHIPPED =
      JavaCommand.in("", Path.of("jdk"), List.of()).serving(Main.class).stream()
          .filter(option -> option.startsWith("-X") && !option.startsWith("-XX:AOT"))
          .toArray(String[]::new);

  private static final String FILL = "for (int i = 0; ; i++)\n    all.put(i, \"v\" + i);";

  @TempDir private Path folder;
  private Session session;

  @BeforeEach
  void start() throws IOException {
    session = Session.of(KernelProcess.start(folder, Map.of(), SHIPPED));
    session.execute("int kept = 41; var all = new HashMap<Integer, String>();").ok();
  }

  @AfterEach
  void isUsableOnceItsVariableIsLetGo() {
    session.execute("all = null;").ok();
    session.execute("kept + 1").result("42");
    session.execute("new byte[600 << 20].length").result(String.valueOf(600 << 20));
    session.close();
  }

  @Test
  void tellsTheCellThatFillsIt() {
    session.execute(FILL).fails("OutOfMemoryError").tracing("Cell In[2], line");
    session.execute("kept + 1").result("42");
  }

  @Test
  void tellsEachCellThatGoesOn() {
    for (int i = 0; i < 3; i++) {
      session.execute(FILL.replace("put(i", "put(" + i + " - i")).fails("OutOfMemoryError");
    }
  }

  @Test
  void endsTheCellThatWillNotBeTold() {
    session
        .execute(
            """
            int i = 0;
            while (true)
                try {
                    while (true) all.put(i, "v" + i++);
                } catch (Throwable e) {
                }
            """)
        .fails("OutOfMemoryError")
        .saying("caught this and took more");
  }
}
