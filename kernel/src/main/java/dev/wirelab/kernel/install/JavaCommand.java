package dev.wirelab.kernel.install;

import dev.wirelab.kernel.java.DocumentationIndex;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// How the kernel's JVM is started. Training and every later start must agree on all of it, or the
/// cache of the one is of no use to the other.
///
/// @param java the program
/// @param folder the kernelspec, as a path or as a placeholder for one
/// @param jars names of the jars in its `lib`, in the order of the class path
record JavaCommand(Path java, String folder, List<String> jars) {

  /// The file of the documentation in the kernelspec.
  static final String DOCUMENTATION = "documentation.zip";

  private static final List<String> OPTIONS =
      List.of(
          // One small heap that gives back what it does not need: many learners share a machine.
          "-XX:+UseSerialGC",
          "-Xmx1g",
          // Room for javac's first minutes: with less, a start is held up by collections.
          "-Xms64m",
          "-XX:NewSize=40m",
          // The rest is for what notebooks keep.
          "-XX:MaxNewSize=128m",
          "-XX:MinHeapFreeRatio=20",
          "-XX:MaxHeapFreeRatio=40",
          "-XX:+UseCompactObjectHeaders",
          "-XX:-UsePerfData",
          // A start is short of processor: a tenth of it would go into code that is not called
          // again.
          "-XX:CompileThresholdScaling=2",
          // A cell that loops must not keep the lab's server from the only processor.
          "-Djdk.virtualThreadScheduler.parallelism=8",
          "-Djava.awt.headless=true",
          // A stale cache is slower and nothing to tell a learner about.
          "-Xlog:disable");

  /// The command that plays a session and writes the cache.
  ///
  /// javac is most of what a cell costs, and the JVM learns here how far to compile it: quickly and
  /// once. Left to its own judgement it would spend as much again on javac's second compilation, at
  /// the time when a learner waits for the first results. Code of cells is compiled as ever.
  List<String> training(Class<?> main) {
    return command(List.of("-XX:TieredStopAtLevel=1", cache("-XX:AOTCacheOutput")), main);
  }

  /// The command that serves; the connection file is still to be added.
  List<String> serving(Class<?> main) {
    return command(List.of(cache("-XX:AOTCache")), main);
  }

  private String cache(String option) {
    return option + "=" + folder + File.separator + "kernel.aot";
  }

  private List<String> command(List<String> more, Class<?> main) {
    var command = new ArrayList<String>();
    command.add(java.toString());
    command.addAll(OPTIONS);
    command.addAll(more);
    command.add("-D" + DocumentationIndex.PROPERTY + "=" + folder + File.separator + DOCUMENTATION);
    command.add("-cp");
    command.add(
        jars.stream()
            .map(jar -> folder + File.separator + "lib" + File.separator + jar)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(main.getName());
    return command;
  }
}
