package dev.wirelab.kernel.magic;

import dev.wirelab.kernel.extension.LineMagic;
import dev.wirelab.kernel.extension.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `%classpath` and `%jars`: classes from files.
final class ClassPathMagic implements LineMagic {

  private final Workspace workspace;
  private final boolean jarsOnly;

  /// @param jarsOnly whether a folder stands for the jars in it, and not for classes
  ClassPathMagic(Workspace workspace, boolean jarsOnly) {
    this.workspace = workspace;
    this.jarsOnly = jarsOnly;
  }

  @Override
  public Object run(List<String> arguments, String line) throws IOException {
    if (arguments.isEmpty()) {
      workspace.classPath().forEach(System.out::println);
      return null;
    }
    var entries = new ArrayList<Path>();
    for (var glob : arguments) {
      for (var path : Globs.paths(glob)) {
        if (jarsOnly && Files.isDirectory(path)) {
          entries.addAll(jarsIn(path));
        } else {
          entries.add(path);
        }
      }
    }
    workspace.addToClassPath(entries);
    return new Added(entries);
  }

  private static List<Path> jarsIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      var jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      if (jars.isEmpty()) {
        throw new IllegalArgumentException("There is no jar in " + folder);
      }
      return jars;
    }
  }

  @Override
  public String help() {
    return jarsOnly
        ? """
        JAR-OR-FOLDER …
        Adds jars to the class path, and for a folder all jars in it. In paths * stands for several
        characters and ? for one.\
        """
        : """
        JAR-OR-FOLDER …
        Adds jars and folders of classes to the class path; without arguments, lists what was added.
        In paths * stands for several characters and ? for one, and / at the end for all in a folder.\
        """;
  }
}
