package dev.wirelab.kernel.java;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The processes that a cell begins, so that its end can be theirs: who reads what one writes hears
/// no interrupt. A terminal's Ctrl-C ends them too.
public final class Processes {

  private final Queue<Process> begun = new ConcurrentLinkedQueue<>();

  Processes() {}

  /// What `ProcessBuilder.start` became.
  public static Process start(ProcessBuilder builder) throws IOException {
    return noted(builder.start());
  }

  /// What `Runtime.exec` became.
  public static Process exec(Runtime runtime, String[] command) throws IOException {
    return noted(runtime.exec(command));
  }

  private static Process noted(Process process) {
    var cell = RunningCell.current();
    if (cell != null) {
      cell.processes().begun.add(process);
    }
    return process;
  }

  /// Asks those that still run to end, and what they have started.
  void end() {
    for (var process : begun) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }
}
