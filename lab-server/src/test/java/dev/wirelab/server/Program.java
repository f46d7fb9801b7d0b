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
/// skipped, with a word on stderr about what has not been tested.
record Program(Path file) {

  private static final int PATIENCE_SECONDS = 50;

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
    if (found.isEmpty()) {
      System.err.println("SKIPPED: no session with " + name + ", which is not installed here");
    }
    assumeTrue(found.isPresent(), name + " is not installed here");
    return new Program(found.get());
  }

  /// Runs it to its end.
  Run run(Path input, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(file.toString());
    command.addAll(arguments);
    try {
      var process =
          new ProcessBuilder(command)
              .redirectInput(input.toFile())
              .redirectErrorStream(true)
              .start();
      try (var output = process.inputReader(UTF_8)) {
        var text = String.join("\n", output.lines().toList());
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(text).isTrue();
        return new Run(process.exitValue(), text);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
