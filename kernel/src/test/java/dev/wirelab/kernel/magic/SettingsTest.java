package dev.wirelab.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.kernel.KernelProcess;
import dev.wirelab.kernel.Session;
import dev.wirelab.kernel.java.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The environment variables of IJava and JJava.
@Timeout(120)
class SettingsTest {

  @TempDir Path folder;

  private static Session with(String name, String value) {
    return Session.java(Settings.of(Map.of(name, value)));
  }

  @Test
  void aClassPathIsThereFromTheFirstCell() throws IOException {
    var libraries = new Libraries(folder);
    libraries.jar("a.jar", "A", "\"a\"");
    var b = libraries.classes("B", "\"b\"");
    try (var session = with("JJAVA_CLASSPATH", folder + "/*.jar" + File.pathSeparator + b)) {
      session.execute("lib.A.hello() + lib.B.hello()").result("ab");
    }
    try (var session = with("IJAVA_CLASSPATH", folder + "/none.jar")) {
      var first = session.execute("1 + 1").result("2");
      assertThat(first.stream("stderr")).contains("JJAVA_CLASSPATH failed:", "it is not there");
      session.execute("1 + 1").complains("");
    }
  }

  @Test
  void scriptsRunBeforeTheFirstCell() throws IOException {
    Files.writeString(
        folder.resolve("one.jshell"), "int one = 1;\nSystem.out.println(\"started\");");
    var bad = Files.writeString(folder.resolve("two.jshell"), "int two = \"\";");
    try (var session =
        Session.java(
            Settings.of(
                Map.of(
                    "JJAVA_STARTUP_SCRIPTS_PATH",
                    folder.resolve("one.jshell") + File.pathSeparator + bad,
                    "JJAVA_STARTUP_SCRIPT",
                    "int ping() { return one + 1; }")))) {
      var first = session.execute("ping()").result("2").prints("started\n");
      assertThat(first.stream("stderr").replaceAll("\u001b\\[[0-9;]*m", ""))
          .contains("JJAVA_STARTUP_SCRIPTS_PATH failed:", "two.jshell, line 1, column 11");
    }
  }

  @Test
  void aScriptThatDoesNotEndCanBeInterrupted() {
    try (var session = with("IJAVA_STARTUP_SCRIPT", "System.out.print(1); while (true) {}")) {
      var first = session.begin("1 + 1").printing();
      session.interrupt();
      assertThat(first.end().stream("stderr")).contains("JJAVA_STARTUP_SCRIPT failed:");
      session.execute("1 + 1").result("2");
    }
  }

  @Test
  void compilerOptionsAreJavacs() {
    try (var session = with("JJAVA_COMPILER_OPTS", "-parameters --no-such-option -source 9")) {
      var first = session.execute("1 + 1").result("2");
      assertThat(first.stream("stderr")).contains("javac knows no option --no-such-option");
      session.execute("void f(int amount) {}\nclass C { void g(int amount) {} }").ok();
      session
          .execute("C.class.getDeclaredMethods()[0].getParameters()[0].getName()")
          .result("amount");
    }
  }

  @Test
  void aStatementThatTakesTooLongIsEnded() {
    try (var session = with("JJAVA_TIMEOUT", "1000")) {
      session
          .execute("Thread.sleep(60_000);")
          .fails("TimeoutException")
          .saying("Evaluation timed out after 1000 milliseconds.");
      session.execute("while (true) {}").fails("TimeoutException");
      session.execute("1 + 1").result("2");
    }
    try (var session = with("IJAVA_TIMEOUT", "30 SECONDS")) {
      session.execute("Thread.sleep(1100);").ok();
    }
    try (var session = with("IJAVA_TIMEOUT", "soon")) {
      assertThat(session.execute("1 + 1").result("2").stream("stderr"))
          .contains(
              "JJAVA_TIMEOUT is 'soon', and not milliseconds or a number and a unit: 30 SECONDS");
    }
  }

  @Test
  void optionsOfTheJvmTakeEffect() throws Exception {
    var environment = Map.of("JJAVA_JVM_OPTS", "-Xmx300m -Dsaid=yes", "JJAVA_TIMEOUT", "1 HOURS");
    try (var process = KernelProcess.start(folder, environment)) {
      try (var session = Session.of(process)) {
        session.execute("Runtime.getRuntime().maxMemory() / 1024 / 1024 <= 300").result("true");
        session.execute("System.getProperty(\"said\")").result("yes");
      }
    }
  }
}
