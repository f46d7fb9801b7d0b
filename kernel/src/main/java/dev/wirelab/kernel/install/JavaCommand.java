package dev.wirelab.kernel.install;

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

  private static final List<String> OPTIONS =
      List.of(
          // One small heap that gives back what it does not need: many learners share a machine.
          "-XX:+UseSerialGC",
          "-Xms24m",
          "-Xmx1g",
          "-XX:MinHeapFreeRatio=20",
          "-XX:MaxHeapFreeRatio=40",
          "-XX:+UseCompactObjectHeaders",
          "-XX:-UsePerfData",
          // A cell that loops must not keep the lab's server from the only processor.
          "-Djdk.virtualThreadScheduler.parallelism=8",
          "-Djava.awt.headless=true",
          // A stale cache is slower and nothing to tell a learner about.
          "-Xlog:disable");

  /// The command up to and without the main class.
  ///
  /// @param cacheOption what to do with the cache, `-XX:AOTCache` or `-XX:AOTCacheOutput`
  List<String> upToMainClass(String cacheOption) {
    var command = new ArrayList<String>();
    command.add(java.toString());
    command.addAll(OPTIONS);
    command.add(cacheOption + "=" + folder + File.separator + "kernel.aot");
    command.add("-cp");
    command.add(
        jars.stream()
            .map(jar -> folder + File.separator + "lib" + File.separator + jar)
            .collect(Collectors.joining(File.pathSeparator)));
    return command;
  }
}
