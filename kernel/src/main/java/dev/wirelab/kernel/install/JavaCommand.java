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
/// @param classPath the kernel's jars
/// @param folder where the AOT cache and the documentation lie
record JavaCommand(String java, String classPath, String folder) {

  static final String CACHE = "kernel.aot";

  /// The file of the documentation in that folder.
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
          // And another twentieth into copies of methods wherever they are called.
          "-XX:C1MaxInlineSize=20",
          "-XX:C1MaxInlineLevel=4",
          // A cell that loops must not keep the lab's server from the only processor.
          "-Djdk.virtualThreadScheduler.parallelism=8",
          // Virtual threads that wait for a socket are woken by one thread, and not by another
          // virtual one that has to be woken first: the lab's server answers in half the turns.
          "-Djdk.pollerMode=1",
          "-Djava.awt.headless=true",
          // A stale cache is slower and nothing to tell a learner about.
          "-Xlog:disable");

  /// The command for a kernelspec.
  ///
  /// @param folder the kernelspec, as a path or as a placeholder for one
  /// @param jars names of the jars in its `lib`, in the order of the class path
  static JavaCommand in(String folder, Path jdk, List<String> jars) {
    var classPath =
        jars.stream()
            .map(jar -> folder + File.separator + "lib" + File.separator + jar)
            .collect(Collectors.joining(File.pathSeparator));
    return new JavaCommand(java(jdk), classPath, folder);
  }

  static String java(Path jdk) {
    return jdk.resolve("bin").resolve("java").toString();
  }

  /// The JDK that runs this.
  static Path thisJdk() {
    return Path.of(System.getProperty("java.home"));
  }

  /// The command that plays a session and writes the cache.
  ///
  /// javac is most of what a cell costs, and the JVM learns here how far to compile it: quickly and
  /// once. Left to its own judgement it would spend as much again on javac's second compilation, at
  /// the time when a learner waits for the first results. Code of cells is compiled as ever.
  ///
  /// @param output the file to write
  List<String> training(Class<?> main, Path output) {
    return command(List.of("-XX:TieredStopAtLevel=1", "-XX:AOTCacheOutput=" + output), main);
  }

  /// The command that serves; the connection file is still to be added.
  List<String> serving(Class<?> main) {
    return command(List.of("-XX:AOTCache=" + folder + File.separator + CACHE), main);
  }

  private List<String> command(List<String> more, Class<?> main) {
    var command = new ArrayList<String>();
    command.add(java);
    command.addAll(OPTIONS);
    command.addAll(more);
    command.add("-D" + DocumentationIndex.PROPERTY + "=" + folder + File.separator + DOCUMENTATION);
    command.add("-cp");
    command.add(classPath);
    command.add(main.getName());
    return command;
  }
}
