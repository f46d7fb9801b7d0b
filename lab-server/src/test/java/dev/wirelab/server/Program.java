package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// Somebody else's client, as a process. A test that needs one that is not there is skipped, and
/// says so where it is seen.
final class Program {

  private static final int PATIENCE_SECONDS = 15;

  private Program() {}

  /// Runs it; it must end well.
  ///
  /// @return what it wrote to stdout and stderr, an octet a character
  static String run(String... command) {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      var why = "SKIPPED: " + command[0] + " is not installed, so it is not tried as a client";
      System.err.println(why);
      return Assumptions.abort(why);
    }
    // One that hangs is ended, and so its output does; by its handle, which leaves the rest of
    // that.
    process
        .onExit()
        .completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS)
        .thenAccept(done -> done.toHandle().destroyForcibly());
    try (var out = process.getInputStream()) {
      process.getOutputStream().close();
      var said = new String(out.readAllBytes(), ISO_8859_1);
      assertThat(process.waitFor()).as("%s: %s", List.of(command), said).isZero();
      return said;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
