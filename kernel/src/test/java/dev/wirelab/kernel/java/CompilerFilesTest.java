package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import jdk.jshell.JShell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What JShell's compiler finds on a class path of jars and folders.
class CompilerFilesTest {

  @TempDir Path folder;
  private JShell shell;

  @BeforeEach
  void open() {
    shell = JShell.builder().executionEngine("local").fileManager(CompilerFiles::new).build();
  }

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void classesInJars() throws IOException {
    add(jar("one", "lib", "One", "one"));
    add(jar("two", "lib", "Two", "two"));

    assertThat(value("lib.One.NAME + lib.Two.NAME")).isEqualTo("\"onetwo\"");
  }

  @Test
  void classesInFolders() throws IOException {
    add(classes("plain", "lib", "Plain", "plain"));

    assertThat(value("lib.Plain.NAME")).isEqualTo("\"plain\"");
  }

  @Test
  void theFirstOfTwoClassesOfOneName() throws IOException {
    add(jar("first", "lib", "Same", "first"));
    add(classes("second", "lib", "Same", "second"));
    add(jar("third", "lib", "Same", "third"));

    // A constant: what javac found, and not what the class loader did.
    assertThat(value("lib.Same.NAME")).isEqualTo("\"first\"");
  }

  @Test
  void aPackageSpreadOverJarsAndFolders() throws IOException {
    add(jar("one", "lib", "One", "one"));
    add(classes("plain", "lib", "Plain", "plain"));
    add(jar("two", "lib", "Two", "two"));

    shell.eval("import lib.*;");

    assertThat(value("One.NAME + Plain.NAME + Two.NAME")).isEqualTo("\"oneplaintwo\"");
  }

  @Test
  void theClassForThisVersionOfJava() throws IOException {
    var base = classes("base", "lib", "Versioned", "old");
    var newer = classes("newer", "lib", "Versioned", "new");
    var jar = folder.resolve("versioned.jar");
    tool(
        "jar",
        "cf",
        jar,
        "-C",
        base,
        ".",
        "--release",
        Runtime.version().feature(),
        "-C",
        newer,
        ".");
    add(jar);

    assertThat(value("lib.Versioned.NAME")).isEqualTo("\"new\"");
  }

  private void add(Path entry) {
    shell.addToClasspath(entry.toString());
  }

  private String value(String expression) {
    return shell.eval(expression).getFirst().value();
  }

  private Path jar(String name, String packageName, String type, String value) throws IOException {
    var jar = folder.resolve(name + ".jar");
    tool("jar", "cf", jar, "-C", classes(name, packageName, type, value), ".");
    return jar;
  }

  private Path classes(String name, String packageName, String type, String value)
      throws IOException {
    var source = folder.resolve(name + "-source").resolve(type + ".java");
    Files.createDirectories(source.getParent());
    Files.writeString(
        source,
        "package %s; public class %s { public static final String NAME = \"%s\"; }"
            .formatted(packageName, type, value));
    var classes = Files.createDirectories(folder.resolve(name));
    tool("javac", "-d", classes, source);
    return classes;
  }

  private static void tool(String name, Object... arguments) {
    var words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
    int code = ToolProvider.findFirst(name).orElseThrow().run(System.out, System.err, words);
    assertThat(code).isZero();
  }
}
