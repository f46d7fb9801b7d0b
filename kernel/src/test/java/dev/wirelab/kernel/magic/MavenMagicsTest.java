package dev.wirelab.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.kernel.KernelProcess;
import dev.wirelab.kernel.Session;
import dev.wirelab.kernel.Session.Ran;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Libraries from a Maven repository, which the settings name in place of Maven Central: what is
/// not in it, nobody has.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MavenMagicsTest {

  @TempDir static Path folder;

  private KernelProcess process;
  private Session session;
  private Libraries libraries;

  @BeforeAll
  void start() throws IOException {
    libraries = new Libraries(folder);
    libraries.deploy("Base", "1", "\"base 1\"");
    libraries.deploy("Base", "2", "\"base 2\"");
    libraries.deploy("Top", "1", "\"top\"", "lib:Base:1");
    libraries.deploy("Needy", "1", "\"needy\"", "lib:Absent:1");
    libraries.deploy("FromPom", "1", "\"from a pom\"");
    libraries.deploy("FromParent", "7", "\"from a parent\"");
    libraries.deploy("Tested", "1", "\"tested\"");
    libraries.deploy("Seen", "1", "\"seen\"");
    libraries.deploy("Pasted", "1", "\"pasted\"");
    process = KernelProcess.start(folder, Map.of(), "-Duser.home=" + libraries.home());
    session = Session.of(process);
  }

  @AfterAll
  void close() {
    session.close();
    process.close();
  }

  private Ran execute(String code) {
    return session.execute(code);
  }

  @Test
  void aLibraryComesWithWhatItNeeds() {
    execute("%maven lib:Top:1").result("Added to the class path: Top-1.jar, Base-1.jar");
    execute("lib.Top.hello() + \", \" + lib.Base.hello()").result("top, base 1");
    assertThat(execute("%dependencies").stream("stdout")).contains("lib:Top:1\n", "lib:Base:1\n");
    assertThat(folder.resolve("home/kept/lib/Top/1/Top-1.jar")).exists();
    execute("%addMavenDependency lib:Base:2")
        .prints(
            "lib:Base:1 stays, instead of 2: the class path cannot change what it has; restart the kernel to choose anew\n");
    execute("List<String> again = %maven lib#Top;1\nagain.size()").result("0");
  }

  @Test
  void whatIsNotFoundIsTold() {
    execute("%maven lib:Nothing:1").fails("IOException").saying("lib:Nothing:jar:1");
    execute("%maven lib:Needy:1").fails("IOException").saying("lib:Absent:");
    execute("%maven lib:Top")
        .fails("IllegalArgumentException")
        .saying("'lib:Top' is not GROUP:ARTIFACT:VERSION");
    execute("1 + 1").result("2");
  }

  @Test
  void repositoriesAreListedAndAdded() throws IOException {
    assertThat(execute("%mavenRepo").stream("stdout")).startsWith("ours " + libraries.repository());
    var other = new Libraries(Files.createDirectories(folder.resolve("other")));
    other.deploy("Elsewhere", "1", "\"elsewhere\"");
    execute("%maven lib:Elsewhere:1").fails("IOException");
    execute(
            "%mavenRepo other "
                + other.repository()
                + "\n%maven lib:Elsewhere:1\nlib.Elsewhere.hello()")
        .result("elsewhere");
    execute("%addMavenRepo one").fails("IllegalArgumentException").saying("an id and a URL");
  }

  @Test
  void aPomIsLoadedWithItsParent() throws IOException {
    var project = Files.createDirectories(folder.resolve("project/child"));
    Files.writeString(
        project.resolveSibling("pom.xml"),
        Libraries.pom("p", "parent", "1", Libraries.dependency("lib:FromParent:${seven}"))
            .replace(
                "<version>1</version>\n",
                "<version>1</version><packaging>pom</packaging><properties><seven>7</seven></properties>\n"));
    Files.writeString(
        project.resolve("pom.xml"),
        """
        <project><modelVersion>4.0.0</modelVersion>
        <parent><groupId>p</groupId><artifactId>parent</artifactId><version>1</version></parent>
        <artifactId>child</artifactId>
        <dependencies>%s%s</dependencies></project>
        """
            .formatted(
                Libraries.dependency("lib:FromPom:1"),
                Libraries.dependency("lib:Tested:1")
                    .replace("</version>", "</version><scope>test</scope>")));
    execute("%loadFromPOM " + project + "/pom.xml\nlib.FromPom.hello() + lib.FromParent.hello()")
        .result("from a pomfrom a parent");
    execute("lib.Tested.hello()").fails("CompileError");
    execute("%loadFromPOM " + project + "/pom.xml test\nlib.Tested.hello()").result("tested");
    execute("%loadFromPOM " + folder + "/none.xml").fails("IllegalArgumentException");
  }

  @Test
  void piecesOfAPomArePasted() {
    execute("%%loadFromPOM\n<!-- from a page -->\n" + Libraries.dependency("lib:Pasted:1"))
        .result("Added to the class path: Pasted-1.jar");
    execute("lib.Pasted.hello()").result("pasted");
    execute("%%loadFromPOM\n<dependency><groupId>lib</groupId></dependency>")
        .fails("IOException")
        .saying("artifactId");
    execute("%%loadFromPOM\n<project><oops></project>").fails("IOException").saying("no POM");
  }

  @Test
  void piecesThatAreNotWholeAreRefused() {
    execute("%%loadFromPOM\n<dependency><groupId>lib</groupId>")
        .fails("IllegalArgumentException")
        .saying("A <dependency> is not whole");
    execute("%%loadFromPOM\n").fails("IllegalArgumentException").saying("wants a <project>");
    execute("%loadFromPOM no-such-pom.xml")
        .fails("IllegalArgumentException")
        .saying("There is no file no-such-pom.xml");
  }

  @Test
  void aRepositoryHasAnAddress() {
    execute("%mavenRepo bad not-a-url")
        .fails("IllegalArgumentException")
        .saying("https://…, http://… or file:…, not at not-a-url");
    assertThat(execute("%mavenRepo").stream("stdout")).doesNotContain("bad");
  }

  @Test
  void aServerThatSaysNothingCanBeLeft() throws IOException {
    try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      var url = "http://127.0.0.1:" + silent.getLocalPort() + "/";
      execute("%mavenRepo silent " + url).ok();
      var running = session.begin("System.out.println(1);\n%maven lib:Silent:1").printing();
      silent.accept();
      session.interrupt();
      running.end().fails("KeyboardInterrupt");
      execute("%mavenRepo silent " + libraries.repository() + "\n1 + 1").result("2");
    }
  }

  @Test
  void mavensOwnLibrariesAreOutOfSight() {
    execute("%maven lib:Seen:1").ok();
    execute("Class.forName(\"org.eclipse.aether.RepositorySystem\")")
        .fails("ClassNotFoundException");
  }
}
