package dev.wirelab.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.wirelab.kernel.client.Client;
import dev.wirelab.kernel.protocol.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The kernel as a front end starts it: a process of its own.
@Timeout(60)
class ProcessTest {

  @TempDir Path folder;

  private Connection connection;
  private Process parent;
  private Process kernel;

  @BeforeEach
  void start() throws IOException {
    connection = Connection.local();
    var file = folder.resolve("connection.json");
    Files.writeString(file, new Gson().toJson(entries(connection)));
    parent = new ProcessBuilder("cat").start();
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            file.toString());
    command.environment().put("JPY_PARENT_PID", Long.toString(parent.pid()));
    kernel = command.redirectError(folder.resolve("log").toFile()).start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    parent.destroyForcibly().waitFor();
    kernel.destroyForcibly().waitFor();
  }

  @Test
  void endsWhenAskedTo() throws InterruptedException, IOException {
    try (var client = new Client(connection, Duration.ofSeconds(30))) {
      var content = new JsonObject();
      content.addProperty("restart", false);
      var reply = client.await(client.send(Client.Line.CONTROL, "shutdown_request", content));
      assertThat(reply.reply().content().get("status").getAsString()).isEqualTo("ok");
    }
    assertThat(kernel.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(kernel.exitValue()).isZero();
    assertThat(folder.resolve("log")).isEmptyFile();
  }

  @Test
  void endsWithTheFrontEndThatWasKilled() throws InterruptedException {
    try (var client = new Client(connection, Duration.ofSeconds(30))) {
      client.await(client.send(Client.Line.SHELL, "kernel_info_request", new JsonObject()));
    }
    parent.destroyForcibly();
    assertThat(kernel.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  private static Map<String, Object> entries(Connection connection) {
    return Map.of(
        "transport", connection.transport(),
        "ip", connection.ip(),
        "shell_port", connection.shellPort(),
        "control_port", connection.controlPort(),
        "stdin_port", connection.stdinPort(),
        "iopub_port", connection.iopubPort(),
        "hb_port", connection.hbPort(),
        "signature_scheme", connection.signatureScheme(),
        "key", connection.key());
  }
}
