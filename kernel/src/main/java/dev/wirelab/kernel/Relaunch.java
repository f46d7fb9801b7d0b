package dev.wirelab.kernel;

import dev.wirelab.kernel.java.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Options of the JVM that come too late for this one: `JJAVA_JVM_OPTS`, as JJava has it. The
/// kernel then runs in a second JVM, for which this one waits. The kernelspec's command line is the
/// better place for them, and `JDK_JAVA_OPTIONS` does the same without a second JVM.
final class Relaunch {

  private static final String OPTIONS = "JVM_OPTS";
  private static final List<String> VARIABLES = List.of("JJAVA_JVM_OPTS", "IJAVA_JVM_OPTS");

  private Relaunch() {}

  static boolean isWanted(Map<String, String> environment) {
    return !Settings.value(environment, OPTIONS).isEmpty();
  }

  /// Runs the kernel in a JVM of these options to its end. Neither of the two outlives the other.
  ///
  /// @return its exit code
  static int run(String[] arguments, Map<String, String> environment) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of(Settings.value(environment, OPTIONS).split("\\s+")));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().keySet().removeAll(VARIABLES);
    builder.environment().put(Main.PARENT, Long.toString(ProcessHandle.current().pid()));
    try {
      var kernel = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(kernel::destroy));
      Main.parent().ifPresent(parent -> parent.onExit().thenRun(kernel::destroy));
      return kernel.onExit().join().exitValue();
    } catch (IOException e) {
      System.err.println("The kernel's JVM could not be started anew: " + e.getMessage());
      return 1;
    }
  }
}
