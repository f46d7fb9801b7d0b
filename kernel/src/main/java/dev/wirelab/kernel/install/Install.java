package dev.wirelab.kernel.install;

import com.google.gson.GsonBuilder;
import dev.wirelab.kernel.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Makes a kernelspec of the class path that it runs on: `java -cp … Install --to FOLDER`.
///
/// `kernel.json` is written last: where it stands, the rest is complete.
public final class Install {

  private static final String LOGO = "logo-svg.svg";
  private static final int TRAINING_SECONDS = 180;

  private Install() {}

  /// Installs, tells its steps on stderr, and ends with 0, or 1 where a step failed.
  public static void main(String[] args) throws InterruptedException {
    boolean sources = args.length == 4 && args[2].equals("--sources");
    if (!(args.length == 2 || sources) || !args[0].equals("--to")) {
      System.err.println("Usage: Install --to FOLDER [--sources FOLDER]");
      System.exit(2);
    }
    try {
      install(
          Path.of(args[1]).toAbsolutePath(),
          sources ? Optional.of(Path.of(args[3])) : Optional.empty());
    } catch (IOException e) {
      System.err.println("The kernel could not be installed: " + e);
      System.exit(1);
    }
  }

  private static void install(Path folder, Optional<Path> sources)
      throws IOException, InterruptedException {
    var description = folder.resolve("kernel.json");
    Files.deleteIfExists(description);
    var jars = copyJars(folder);
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    document(folder, sources);
    train(new JavaCommand(java, folder.toString(), jars), folder);
    try (var logo = Install.class.getResourceAsStream(LOGO)) {
      Files.copy(logo, folder.resolve(LOGO), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.writeString(description, kernelJson(new JavaCommand(java, "{resource_dir}", jars)));
  }

  private static List<String> copyJars(Path folder) throws IOException {
    var lib = folder.resolve("lib");
    Files.createDirectories(lib);
    try (var old = Files.list(lib)) {
      for (var jar : old.toList()) {
        Files.delete(jar);
      }
    }
    var names = new ArrayList<String>();
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      var jar = Path.of(entry);
      if (!Files.isRegularFile(jar)) {
        throw new IOException(jar + " is no jar; install from jars, as the build makes them");
      }
      Files.copy(jar, lib.resolve(jar.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      names.add(jar.getFileName().toString());
    }
    names.sort(null);
    return names;
  }

  /// Makes the documentation that inspection shows.
  private static void document(Path folder, Optional<Path> sources) throws IOException {
    var jars = new ArrayList<Path>();
    for (var place :
        Stream.concat(Stream.of(folder.resolve("lib")), sources.filter(Files::isDirectory).stream())
            .toList()) {
      try (var files = Files.list(place)) {
        files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
      }
    }
    var jdk = Path.of(System.getProperty("java.home"));
    int types = Documentation.make(folder.resolve(JavaCommand.DOCUMENTATION), jdk, jars);
    System.err.println("Documented " + types + " types.");
  }

  /// Runs a scripted session once, from which the JVM learns what to keep ready.
  private static void train(JavaCommand command, Path folder)
      throws IOException, InterruptedException {
    System.err.println("Training the kernel's start-up cache (once, some seconds) ...");
    var begin = Instant.now();
    var log = folder.resolve("training.log");
    var line = command.training(Training.class);
    var training = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
    // As front ends do: to watch its parent is part of a start.
    training.environment().put("JPY_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
    var process = training.start();
    boolean ended = process.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    if (!ended || process.exitValue() != 0) {
      System.err.println(
          "The training failed, see " + log + ". The kernel works, but starts slower.");
      return;
    }
    Files.delete(log);
    System.err.println("Trained in " + Duration.between(begin, Instant.now()).toSeconds() + " s.");
  }

  static String kernelJson(JavaCommand command) {
    var argv = command.serving(Main.class);
    argv.add("{connection_file}");
    var json = new LinkedHashMap<String, Object>();
    json.put("argv", argv);
    json.put("display_name", "Java " + Runtime.version().feature() + " (Wirelab)");
    json.put("language", "java");
    json.put("interrupt_mode", "message");
    json.put("metadata", Map.of("debugger", false));
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n";
  }
}
