package dev.wirelab.kernel.java;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Stream;

/// The types in a package, which Java itself cannot be asked for.
final class PackageListing {

  private static final String CLASS = ".class";

  private PackageListing() {}

  /// Simple names of the public top-level types that begin with `prefix`; from the JDK's own image
  /// or from the class path.
  static Stream<String> publicTypes(String packageName, ClassLoader loader, String prefix) {
    String folder = packageName.replace('.', '/');
    var files =
        packageName.startsWith("java.") ? inImage(packageName) : inClassPath(folder, loader);
    return files
        .filter(file -> file.startsWith(prefix) && file.endsWith(CLASS) && !file.contains("$"))
        .map(file -> file.substring(0, file.length() - CLASS.length()))
        .filter(name -> isPublic(packageName + "." + name, loader));
  }

  private static Stream<String> inImage(String packageName) {
    var image = FileSystems.getFileSystem(URI.create("jrt:/"));
    try (var modules = Files.list(image.getPath("/packages/" + packageName))) {
      return modules.map(module -> module.resolve(packageName.replace('.', '/'))).toList().stream()
          .flatMap(PackageListing::names);
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static Stream<String> inClassPath(String folder, ClassLoader loader) {
    try {
      return Collections.list(loader.getResources(folder)).stream().flatMap(PackageListing::at);
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static Stream<String> at(URL place) {
    try {
      if (place.openConnection() instanceof JarURLConnection jar) {
        String folder = jar.getEntryName() + (jar.getEntryName().endsWith("/") ? "" : "/");
        return jar.getJarFile().stream()
            .map(entry -> entry.getName())
            .filter(name -> name.startsWith(folder) && name.indexOf('/', folder.length()) < 0)
            .map(name -> name.substring(folder.length()));
      }
      return place.getProtocol().equals("file")
          ? names(Path.of(URI.create(place.toString())))
          : Stream.empty();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static Stream<String> names(Path folder) {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isPublic(String name, ClassLoader loader) {
    try {
      return Modifier.isPublic(Class.forName(name, false, loader).getModifiers());
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
