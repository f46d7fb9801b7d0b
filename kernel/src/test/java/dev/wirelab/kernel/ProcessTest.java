package dev.wirelab.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.client.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The kernel as a front end starts it: a process of its own.
class ProcessTest {

  @TempDir private Path folder;

  @Test
  void endsWhenAskedTo() throws InterruptedException, IOException {
    try (var kernel = KernelProcess.start(folder, Map.of());
        var session = Session.of(kernel)) {
      session.execute("new Thread(() -> { while (true) {} }).start()").ok();
      var content = new JsonObject();
      content.addProperty("restart", false);
      var reply = session.ask(Client.Line.CONTROL, "shutdown_request", content);

      assertThat(reply.get("status").getAsString()).isEqualTo("ok");
      assertThat(kernel.ends()).isTrue();
      assertThat(kernel.process().exitValue()).isZero();
      assertThat(kernel.log()).isEmpty();
    }
  }

  @Test
  void endsWithTheFrontEndThatWasKilled() throws InterruptedException, IOException {
    var parent = new ProcessBuilder("cat").start();
    var environment = Map.of("JPY_PARENT_PID", Long.toString(parent.pid()));
    try (var kernel = KernelProcess.start(folder, environment);
        var session = Session.of(kernel)) {
      session.ask("kernel_info_request", new JsonObject());

      parent.destroyForcibly();

      assertThat(kernel.ends()).isTrue();
    }
  }

  @Test
  void aWrongConnectionFileIsToldInOneLine() throws IOException {
    var file = Files.writeString(folder.resolve("kernel.json"), "{\"transport\": \"tcp\"}");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var kernel =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    try (var said = kernel.inputReader()) {
      assertThat(said.lines())
          .singleElement()
          .asString()
          .contains("kernel.json", "\"ip\"", "it is missing");
    }
    assertThat(kernel.onExit().join().exitValue()).isEqualTo(1);
  }

  @Test
  void onWindowsTheParentIsWhoStartedIt() {
    var me = ProcessHandle.current();

    assertThat(Main.parent("Linux", Long.toString(me.pid()))).contains(me);
    // A handle, whose number may be that of anyone.
    assertThat(Main.parent("Windows 11", Long.toString(me.pid()))).isEqualTo(me.parent());
    for (var system : new String[] {"Linux", "Windows 11"}) {
      assertThat(Main.parent(system, null)).isEmpty();
      assertThat(Main.parent(system, "nobody")).isEmpty();
    }
  }
}
