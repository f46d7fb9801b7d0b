package dev.wirelab.kernel.java;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

/// What may be put on the class path. One entry that is no jar, and JShell compiles nothing more
/// for as long as it lives.
final class ClassPathEntry {

  private ClassPathEntry() {}

  /// @throws IllegalArgumentException if it is neither a folder nor a jar that can be read
  static void check(Path entry) {
    if (entry.toString().contains(File.pathSeparator)) {
      throw refused(entry, "a class path has '" + File.pathSeparator + "' between its entries");
    }
    if (!Files.exists(entry)) {
      throw refused(entry, "it is not there");
    }
    if (!Files.isDirectory(entry)) {
      try (var jar = new ZipFile(entry.toFile())) {
        jar.size();
      } catch (IOException e) {
        throw refused(entry, "it is no jar that can be read (" + e.getMessage() + ")");
      }
    }
  }

  static String joined(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static IllegalArgumentException refused(Path entry, String why) {
    return new IllegalArgumentException("Cannot add " + entry + " to the class path: " + why);
  }
}
