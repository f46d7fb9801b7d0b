package dev.wirelab.kernel.install;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder that Jupyter finds a kernel in.
record Kernelspec(Path folder) {

  static final String DESCRIPTION = "kernel.json";
  static final String LOGO = "logo-svg.svg";
  static final String LIB = "lib";

  Path description() {
    return folder.resolve(DESCRIPTION);
  }

  Path lib() {
    return folder.resolve(LIB);
  }

  /// Sees to it that no kernel but this one is written over or removed.
  ///
  /// @throws IOException if another kernel is there
  void mustNotBeAnothers() throws IOException {
    if (Files.exists(description())
        && !Files.readString(description()).contains("dev.wirelab.kernel")) {
      throw new IOException(
          "another kernel is in " + folder + "; remove that first, or give a --name of its own");
    }
  }

  void removeJars() throws IOException {
    if (Files.isDirectory(lib())) {
      try (var jars = Files.list(lib())) {
        for (var jar : jars.toList()) {
          Files.delete(jar);
        }
      }
    }
  }

  /// Removes what an installation wrote, the description first, and the folder if nothing else is
  /// in it.
  ///
  /// @return whether the folder is gone too
  /// @throws IOException if there is no kernel, or another, or a file cannot be removed
  boolean remove() throws IOException {
    if (!Files.exists(description())) {
      throw new IOException("no kernel is in " + folder);
    }
    mustNotBeAnothers();
    Files.delete(description());
    removeJars();
    Files.deleteIfExists(lib());
    Files.deleteIfExists(folder.resolve(LOGO));
    for (var file : StartupCache.FILES) {
      Files.deleteIfExists(folder.resolve(file));
    }
    try {
      Files.delete(folder);
      return true;
    } catch (DirectoryNotEmptyException e) {
      return false;
    }
  }
}
