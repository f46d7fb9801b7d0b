package dev.wirelab.kernel.magic;

import dev.wirelab.kernel.Session;
import dev.wirelab.kernel.Session.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Classes from files.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClassPathMagicTest {

  /// For all tests: JShell looks at what a notebook imports from here for as long as it lives.
  @TempDir static Path folder;

  private final Session session = Session.java();
  private Libraries libraries;

  @BeforeAll
  void makeRoom() {
    libraries = new Libraries(folder);
  }

  @AfterAll
  void close() {
    session.close();
  }

  private Ran execute(String code) {
    return session.execute(code);
  }

  @Test
  void aJarOrAFolderOfClassesIsAdded() throws IOException {
    execute("%classpath " + libraries.jar("one.jar", "One", "\"one\""))
        .result("Added to the class path: one.jar");
    execute("lib.One.hello()").result("one");
    execute("%addClasspath " + libraries.classes("Two", "\"two\"")).ok();
    execute("import lib.Two;\nTwo.hello()").result("two");
  }

  @Test
  void whatIsAddedWorksInTheSameCell() throws IOException {
    var jar = libraries.jar("three.jar", "Three", "\"three\"");
    execute("%jars " + jar + "\nimport lib.Three;\nThree.hello()").result("three");
    execute("List<String> added = %addJar " + jar + "\nadded.size()").result("1");
  }

  @Test
  void pathsMayHaveWildcards() throws IOException {
    libraries.jar("four-a.jar", "FourA", "\"a\"");
    libraries.jar("four-b.jar", "FourB", "\"b\"");
    execute("%jars " + folder + "/four-?.jar")
        .result("Added to the class path: four-a.jar, four-b.jar");
    execute("lib.FourA.hello() + lib.FourB.hello()").result("ab");
    execute("%classpath " + folder + "/none*.jar")
        .fails("IllegalArgumentException")
        .saying("Nothing matches");
  }

  @Test
  void aFolderOfJarsIsAddedWhole() throws IOException {
    var jars = Files.createDirectory(folder.resolve("jars"));
    Files.move(libraries.jar("five.jar", "Five", "\"five\""), jars.resolve("five.jar"));
    execute("%jars " + jars + "\nlib.Five.hello()").result("five");
  }

  @Test
  void aBrokenJarIsRefusedAndJavaGoesOn() throws IOException {
    var whole = libraries.jar("six.jar", "Six", "\"six\"");
    var octets = Files.readAllBytes(whole);
    var broken =
        Files.write(folder.resolve("broken.jar"), Arrays.copyOf(octets, octets.length / 2));
    var empty = Files.createFile(folder.resolve("empty.jar"));
    execute("%classpath " + whole + " " + broken)
        .fails("IllegalArgumentException")
        .saying("broken.jar to the class path: it is no jar that can be read");
    execute("%addJar " + empty).fails("IllegalArgumentException").saying("no jar");
    execute("%jars " + folder + "/missing.jar")
        .fails("IllegalArgumentException")
        .saying("not there");
    execute("6 * 7").result("42");
    execute("lib.Six.hello()").fails("CompileError");
    execute("%classpath " + whole + "\nlib.Six.hello()").result("six");
  }
}
