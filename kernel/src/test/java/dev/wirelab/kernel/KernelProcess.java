package dev.wirelab.kernel;

import dev.wirelab.kernel.protocol.Connection;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A kernel as a front end starts it: a process of its own, with a connection file.
///
/// @param folder keeps the connection file and the log
public record KernelProcess(Connection connection, Process process, Path folder)
    implements AutoCloseable {

  private static final String LOG = "log";

  /// Starts a kernel.
  ///
  /// @param environment to be added to this process's own
  public static KernelProcess start(
      Path folder, Map<String, String> environment, String... jvmOptions) throws IOException {
    var connection = Connection.local();
    var file = folder.resolve("connection.json");
    connection.write(file);
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(jvmOptions));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.add(file.toString());
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    File log = folder.resolve(LOG).toFile();
    return new KernelProcess(connection, builder.redirectError(log).start(), folder);
  }

  /// What the kernel wrote to its stderr.
  public String log() {
    try {
      return Files.readString(folder.resolve(LOG));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether it has ended by itself, or does so soon.
  public boolean ends() throws InterruptedException {
    return process.waitFor(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
