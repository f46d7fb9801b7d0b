package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program of this machine's, a mail client for one. Where it is not installed, the test is
/// skipped, with a word on stderr about what has not been tested; where `CI` is true, it fails.
record Program(Path file) {

  private static final int PATIENCE_SECONDS = 20;

  /// What a run had to say.
  ///
  /// @param output stdout and stderr
  record Run(int code, String output) {

    /// It must have ended well.
    Run succeeds() {
      assertThat(code).as(output).isZero();
      return this;
    }
  }

  static Program installed(String name) {
    var found =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty() && Boolean.parseBoolean(System.getenv("CI"))) {
      throw new AssertionError(
          name + " is not installed, which every test's run with CI=true needs");
    }
    if (found.isEmpty()) {
      System.err.println("SKIPPED: no session with " + name + ", which is not installed here");
    }
    assumeTrue(found.isPresent(), name + " is not installed here");
    return new Program(found.get());
  }

  /// Runs it to its end, with a file for its input.
  Run run(Path input, List<String> arguments) {
    return run(ProcessBuilder.Redirect.from(input.toFile()), arguments);
  }

  /// Runs it to its end, with nothing to read.
  Run run(String... arguments) {
    return run(ProcessBuilder.Redirect.PIPE, List.of(arguments));
  }

  private Run run(ProcessBuilder.Redirect input, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(file.toString());
    command.addAll(arguments);
    try {
      var process =
          new ProcessBuilder(command).redirectInput(input).redirectErrorStream(true).start();
      // One that hangs is ended, and so its output does; by its handle, which leaves that readable.
      process
          .onExit()
          .completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS)
          .thenAccept(done -> done.toHandle().destroyForcibly());
      try (var output = process.getInputStream()) {
        process.getOutputStream().close();
        var text = new String(output.readAllBytes(), UTF_8);
        return new Run(process.waitFor(), text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
