package dev.wirelab.kernel.java;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wirelab.kernel.display.Screen;
import dev.wirelab.kernel.interpreter.Cell;
import dev.wirelab.kernel.interpreter.Interpreter;
import dev.wirelab.kernel.interpreter.Outcome;
import java.nio.file.Files;
import java.util.concurrent.Callable;

/// What the settings want done before the first cell. It runs when that cell comes, and what it
/// prints, or why it fails, stands under that cell: there is no earlier place where anybody looks.
final class Startup {

  private final Settings settings;
  private final JavaWorkspace workspace;
  private boolean done;

  Startup(Settings settings, JavaWorkspace workspace) {
    this.settings = settings;
    this.workspace = workspace;
    done = !settings.wantsStart();
  }

  /// Does it, the first time.
  ///
  /// @param java runs each step like a cell
  void run(Cell first, Interpreter java) {
    if (done) {
      return;
    }
    done = true;
    var cell = new Cell(0, "", first.screen());
    step(java, cell, "the compiler's options", settings.compilerOptions()::check);
    step(java, cell, "JJAVA_TIMEOUT", () -> workspace.limit(settings.limit()));
    step(java, cell, "JJAVA_CLASSPATH", () -> workspace.add(settings.classPathEntries()));
    step(java, cell, "JJAVA_STARTUP_SCRIPTS_PATH", this::runFiles);
    step(
        java,
        cell,
        "JJAVA_STARTUP_SCRIPT",
        () -> workspace.evaluate(settings.script(), "JJAVA_STARTUP_SCRIPT"));
  }

  private Object runFiles() throws Exception {
    for (var file : settings.scripts()) {
      workspace.evaluate(Files.readString(file), file.getFileName().toString());
    }
    return null;
  }

  private static void step(Interpreter java, Cell cell, String name, Callable<Object> step) {
    var outcome =
        java.call(
            cell,
            () -> {
              step.call();
              return null;
            });
    if (outcome instanceof Outcome.Failure failed) {
      String told = name + " failed:\n" + String.join("\n", failed.traceback()) + "\n";
      // Not over System.err, where an interrupted cell prints no more.
      byte[] octets = told.getBytes(UTF_8);
      cell.screen().print(Screen.Stream.STDERR, octets, 0, octets.length);
    }
  }
}
