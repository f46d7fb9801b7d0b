package dev.wirelab.kernel;

import dev.wirelab.kernel.display.Renderers;
import dev.wirelab.kernel.java.JavaInterpreter;
import dev.wirelab.kernel.java.StandardStreams;
import dev.wirelab.kernel.protocol.Connection;
import dev.wirelab.kernel.session.CommRegistry;
import dev.wirelab.kernel.session.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import java.security.Security;
import java.util.Optional;

/// The program that a front end starts: `java … dev.wirelab.kernel.Main CONNECTION_FILE`.
public final class Main {

  static final String PARENT = "JPY_PARENT_PID";

  private Main() {}

  /// Serves until a front end asks to shut down.
  public static void main(String[] args) {
    var log = new KernelLog(StandardStreams.install());
    if (args.length != 1) {
      log.warn("One argument was expected, the connection file, and not " + args.length);
      System.exit(2);
    }
    if (Relaunch.isWanted(System.getenv())) {
      System.exit(Relaunch.run(args, System.getenv()));
    }
    // Messages are signed by this. Without the hint the JDK sets up its other providers first, to
    // ask them for it: elliptic curves, a tenth of a start.
    Security.setProperty("jdk.security.provider.preferred", "HmacSHA256:SunJCE");
    var renderers = new Renderers();
    var comms = new CommRegistry();
    var java = new JavaInterpreter(renderers, comms, log);
    var cells = Kernel.warmingUp(java, log);
    try (var kernel =
        new Kernel(Connection.read(Path.of(args[0])), java, renderers, comms, log, cells)) {
      parent().ifPresent(parent -> parent.onExit().thenRun(kernel::shutDown));
      kernel.awaitShutdown();
    } catch (IOException e) {
      log.warn(e.getMessage());
      System.exit(1);
    }
    // Threads that cells left behind must not keep the process.
    System.exit(0);
  }

  /// The front end's process, where it says which: a kernel shall not outlive one that was killed.
  static Optional<ProcessHandle> parent() {
    return Optional.ofNullable(System.getenv(PARENT))
        .filter(pid -> pid.matches("\\d{1,18}"))
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)));
  }
}
