package dev.wirelab.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/// Small libraries made for a test: class files, jars, and a Maven repository of them in a folder.
final class Libraries {

  private final Path folder;

  Libraries(Path folder) {
    this.folder = folder;
  }

  /// A folder with the class file of `public class NAME { public static String hello() … }`, in the
  /// package `lib`.
  Path classes(String name, String hello) throws IOException {
    var root = Files.createDirectories(folder.resolve("classes-" + name + hello.hashCode()));
    var source = Files.createDirectories(folder.resolve("src")).resolve(name + ".java");
    Files.writeString(
        source,
        "package lib; public class %s { public static String hello() { return %s; } }"
            .formatted(name, hello));
    var errors = new ByteArrayOutputStream();
    var path = folder.resolve("repository").toString();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, errors, "-d", root.toString(), "-cp", path, source.toString());
    assertThat(code).as(errors.toString()).isZero();
    return root;
  }

  /// The same in a jar.
  Path jar(String file, String name, String hello) throws IOException {
    return jar(folder.resolve(file), classes(name, hello), name);
  }

  private static Path jar(Path file, Path classes, String name) throws IOException {
    try (var jar = new ZipOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(new ZipEntry("lib/" + name + ".class"));
      Files.copy(classes.resolve("lib/" + name + ".class"), jar);
    }
    return file;
  }

  /// A Maven repository, as a URL.
  String repository() {
    return folder.resolve("repository").toUri().toString();
  }

  /// Puts `lib:NAME:VERSION` into the repository.
  ///
  /// @param needs coordinates of what it depends on
  void deploy(String name, String version, String hello, String... needs) throws IOException {
    var place = folder.resolve("repository/lib/" + name + "/" + version);
    Files.createDirectories(place);
    jar(place.resolve(name + "-" + version + ".jar"), classes(name, hello), name);
    var dependencies =
        Arrays.stream(needs).map(Libraries::dependency).collect(Collectors.joining());
    Files.writeString(
        place.resolve(name + "-" + version + ".pom"), pom("lib", name, version, dependencies));
  }

  static String dependency(String coordinates) {
    var parts = coordinates.split(":");
    return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
        .formatted(parts[0], parts[1], parts[2]);
  }

  static String pom(String group, String name, String version, String dependencies) {
    return """
    <project><modelVersion>4.0.0</modelVersion>
    <groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>
    <dependencies>%s</dependencies></project>
    """
        .formatted(group, name, version, dependencies);
  }

  /// A home in which Maven's settings know no repository but this one, whatever a request says.
  Path home() throws IOException {
    var home = folder.resolve("home");
    Files.createDirectories(home.resolve(".m2"));
    Files.writeString(
        home.resolve(".m2/settings.xml"),
        """
        <settings>
        <localRepository>%s</localRepository>
        <mirrors><mirror><id>ours</id><mirrorOf>central</mirrorOf><url>%s</url></mirror></mirrors>
        </settings>
        """
            .formatted(home.resolve("kept"), repository()));
    return home;
  }
}
