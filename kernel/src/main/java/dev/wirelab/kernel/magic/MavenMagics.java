package dev.wirelab.kernel.magic;

import dev.wirelab.kernel.extension.CellMagic;
import dev.wirelab.kernel.extension.Workspace;
import dev.wirelab.kernel.magic.Artifacts.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// `%maven` and its kin: libraries from Maven repositories.
final class MavenMagics {

  static final String ADD_HELP =
      """
      GROUP:ARTIFACT:VERSION …
      Adds libraries from Maven repositories to the class path, with all that they need. They are kept
      in Maven's local repository; ~/.m2/settings.xml is honoured. Between artifact and version there
      may be an extension, and a classifier: GROUP:ARTIFACT:EXTENSION:CLASSIFIER:VERSION.\
      """;

  static final String DEPENDENCIES_HELP =
      """
      [GROUP:ARTIFACT:VERSION …]
      Lists what came from Maven repositories; with arguments, adds as %maven does.\
      """;

  static final String REPOSITORY_HELP =
      """
      [ID URL]
      Adds a repository for %maven to look in; without arguments, lists those there are.\
      """;

  static final String POM_HELP =
      """
      FILE [SCOPE …]
      Adds what a Maven project depends on to the class path: with the scopes compile, runtime, system
      and import, or those that are named.\
      """;

  private static final String POM_CELL_HELP =
      """
      [SCOPE …]
      Adds dependencies as a POM has them to the class path: the cell is a <project>, or <dependency>
      and <repository> elements as they are copied from a page.\
      """;

  private static final Set<String> SCOPES = Set.of("compile", "runtime", "system", "import");

  private static final Pattern ADDRESS = Pattern.compile("(?i:https?://[^/\\s]|file:/)\\S*");

  private final Workspace workspace;
  private final Consumer<AutoCloseable> onShutdown;
  private final Map<String, Library> added = new LinkedHashMap<>();
  private Artifacts artifacts;

  MavenMagics(Workspace workspace, Consumer<AutoCloseable> onShutdown) {
    this.workspace = workspace;
    this.onShutdown = onShutdown;
  }

  Object add(List<String> coordinates, String line) throws Exception {
    if (coordinates.isEmpty()) {
      throw new IllegalArgumentException("%maven wants GROUP:ARTIFACT:VERSION");
    }
    var maven = artifacts();
    return add(waiting(() -> maven.resolve(coordinates)));
  }

  Object dependencies(List<String> coordinates, String line) throws Exception {
    if (!coordinates.isEmpty()) {
      return add(coordinates, line);
    }
    added.values().forEach(System.out::println);
    return null;
  }

  Object repository(List<String> arguments, String line) throws IOException {
    switch (arguments.size()) {
      case 0 -> artifacts().repositories().forEach(System.out::println);
      case 2 -> {
        if (!ADDRESS.matcher(arguments.getLast()).matches()) {
          // Taken as it is, it would fail every later %maven.
          throw new IllegalArgumentException(
              "A repository is at https://…, http://… or file:…, not at " + arguments.getLast());
        }
        artifacts().repository(arguments.getFirst(), arguments.getLast());
      }
      default ->
          throw new IllegalArgumentException(
              "%mavenRepo wants an id and a URL: %mavenRepo name https://…");
    }
    return null;
  }

  Object loadPom(List<String> arguments, String line) throws Exception {
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("%loadFromPOM wants a file: %loadFromPOM pom.xml");
    }
    var files = Globs.paths(arguments.getFirst());
    if (files.size() != 1 || !Files.isRegularFile(files.getFirst())) {
      throw new IllegalArgumentException(
          (files.size() > 1 ? "More than one file is " : "There is no file ")
              + arguments.getFirst());
    }
    return load(files.getFirst(), arguments.subList(1, arguments.size()));
  }

  CellMagic ofCell() {
    return new CellMagic() {
      @Override
      public Object run(List<String> scopes, String body) throws Exception {
        var file = Files.createTempFile("cell-", ".xml");
        try {
          Files.writeString(file, PomText.complete(body));
          return load(file, scopes);
        } finally {
          Files.delete(file);
        }
      }

      @Override
      public String help() {
        return POM_CELL_HELP;
      }
    };
  }

  private Object load(Path pom, List<String> scopes) throws Exception {
    var maven = artifacts();
    var wanted = scopes.isEmpty() ? SCOPES : new LinkedHashSet<>(scopes);
    return add(waiting(() -> maven.dependencies(pom.toAbsolutePath(), wanted)));
  }

  /// Two versions of one library would be a riddle: what is there stays.
  private Added add(List<Library> found) {
    var files = new ArrayList<Path>();
    for (var artifact : found) {
      var earlier = added.get(artifact.key());
      if (earlier == null) {
        files.add(artifact.file());
      } else if (!earlier.version().equals(artifact.version())) {
        System.out.println(
            "%s stays, instead of %s: the class path cannot change what it has; restart the kernel to choose anew"
                .formatted(earlier, artifact.version()));
      }
    }
    workspace.addToClassPath(files);
    found.forEach(artifact -> added.putIfAbsent(artifact.key(), artifact));
    return new Added(files);
  }

  private Artifacts artifacts() throws IOException {
    if (artifacts == null) {
      var loader = ArtifactsLoader.open();
      onShutdown.accept(loader);
      artifacts = loader.artifacts();
      onShutdown.accept(artifacts);
    }
    return artifacts;
  }

  private interface Work {
    List<Library> run() throws Exception;
  }

  /// Lets another thread wait for the network: an interrupt ends the cell at once, and that thread
  /// as soon as it notices.
  private static List<Library> waiting(Work work) throws Exception {
    var task = new FutureTask<>(work::run);
    var thread = Thread.ofVirtual().name("maven").start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      if (!task.isDone()) {
        thread.interrupt();
      }
    }
  }
}
