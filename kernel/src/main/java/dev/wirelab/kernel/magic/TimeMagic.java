package dev.wirelab.kernel.magic;

import dev.wirelab.kernel.extension.CellMagic;
import dev.wirelab.kernel.extension.LineMagic;
import dev.wirelab.kernel.extension.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `%time` and `%%time`: how long a line or a cell takes.
final class TimeMagic implements LineMagic {

  private static final List<String> UNITS = List.of("ns", "µs", "ms", "s");

  private final Workspace workspace;

  TimeMagic(Workspace workspace) {
    this.workspace = workspace;
  }

  @Override
  public Object run(List<String> arguments, String line) throws Exception {
    if (line.isBlank()) {
      throw new IllegalArgumentException("%time wants Java behind it: %time work()");
    }
    return timed(() -> workspace.evaluate(line, "%time"));
  }

  /// The other of the two.
  CellMagic ofCell() {
    return new CellMagic() {
      @Override
      public Object run(List<String> arguments, String body) throws Exception {
        String first = String.join(" ", arguments);
        return timed(() -> workspace.evaluateLines(first + "\n" + body, 1));
      }

      @Override
      public String help() {
        return "\nRuns the cell, and says how long it took.";
      }
    };
  }

  private static Object timed(Callable<Object> work) throws Exception {
    var cpu = cpu();
    long begin = System.nanoTime();
    try {
      return work.call();
    } finally {
      long wall = System.nanoTime() - begin;
      System.out.println("CPU times: total: " + told(cpu().minus(cpu).toNanos()));
      System.out.println("Wall time: " + told(wall));
    }
  }

  /// Of the whole process: the compiler's threads work for the line too.
  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static String told(long nanos) {
    double amount = nanos;
    int unit = 0;
    while (amount >= 1000 && unit < UNITS.size() - 1) {
      amount /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.3g %s", amount, UNITS.get(unit));
  }

  @Override
  public String help() {
    return "JAVA\nRuns the Java behind it, and says how long it took.";
  }
}
