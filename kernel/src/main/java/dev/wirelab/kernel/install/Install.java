package dev.wirelab.kernel.install;

import com.google.gson.GsonBuilder;
import dev.wirelab.kernel.Main;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
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

/// Makes a kernelspec of the class path that it runs on.
///
/// `kernel.json` is written last: where it stands, the rest is complete.
record Install(Kernelspec kernelspec, PrintStream steps) {

  /// Installs all of it.
  ///
  /// @param trained whether to make what needs this JDK: the start-up cache and the documentation
  /// @param sources a folder of jars with sources, documented besides what the kernel's jars hold
  /// @throws IOException if another kernel is there, or a file cannot be written
  void run(boolean trained, Optional<Path> sources) throws IOException, InterruptedException {
    kernelspec.mustNotBeAnothers();
    Files.deleteIfExists(kernelspec.description());
    var jars = copyJars();
    if (trained) {
      steps.println("Documented " + documentation(sources) + " types.");
      train(JavaCommand.in(kernelspec.folder().toString(), JavaCommand.thisJdk(), jars));
    }
    try (var logo = Install.class.getResourceAsStream(Kernelspec.LOGO)) {
      var file = kernelspec.folder().resolve(Kernelspec.LOGO);
      Files.copy(logo, file, StandardCopyOption.REPLACE_EXISTING);
    }
    var command = JavaCommand.in("{resource_dir}", JavaCommand.thisJdk(), jars);
    Files.writeString(kernelspec.description(), kernelJson(command));
  }

  private List<String> copyJars() throws IOException {
    Files.createDirectories(kernelspec.lib());
    kernelspec.removeJars();
    var names = new ArrayList<String>();
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      var jar = Path.of(entry);
      if (!Files.isRegularFile(jar)) {
        throw new IOException(jar + " is no jar; install from jars, as the build makes them");
      }
      var copy = kernelspec.lib().resolve(jar.getFileName());
      Files.copy(jar, copy, StandardCopyOption.COPY_ATTRIBUTES);
      names.add(jar.getFileName().toString());
    }
    names.sort(null);
    return names;
  }

  /// Makes the documentation that inspection shows.
  private int documentation(Optional<Path> sources) throws IOException {
    var jars = new ArrayList<>(jarsIn(kernelspec.lib()));
    if (sources.filter(Files::isDirectory).isPresent()) {
      jars.addAll(jarsIn(sources.get()));
    }
    var file = kernelspec.folder().resolve(JavaCommand.DOCUMENTATION);
    return Documentation.make(file, JavaCommand.thisJdk(), jars);
  }

  private static List<Path> jarsIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private void train(JavaCommand command) throws IOException, InterruptedException {
    steps.println("Training the kernel's start-up cache (once, some seconds) ...");
    var begin = Instant.now();
    var cache = new StartupCache(command, JavaCommand.thisJdk());
    steps.println(
        switch (cache.train()) {
          case TRAINED ->
              "Trained in " + Duration.between(begin, Instant.now()).toSeconds() + " s.";
          case FAILED ->
              "The training failed, see " + cache.log() + ". The kernel works, but starts slower.";
          case LEFT_TO_ANOTHER -> "Another process trains it.";
        });
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
