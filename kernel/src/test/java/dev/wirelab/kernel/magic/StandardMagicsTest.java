package dev.wirelab.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.kernel.Session;
import dev.wirelab.kernel.Session.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The magics that IPython and JShell have taught people to expect. Each test has a notebook of its
/// own.
class StandardMagicsTest {

  private static final String TIMES =
      "CPU times: total: [\\d.]+ (ns|µs|ms|s)\nWall time: [\\d.]+ (ns|µs|ms|s)\n";

  @TempDir Path folder;

  @Test
  void timeRunsALineAndTells() {
    try (var session = Session.java()) {
      var ran = session.execute("%time 6 * 7").result("42");
      assertThat(ran.stream("stdout")).matches(TIMES);
      session.execute("%time int six = 6;").ok();
      session
          .execute("%time six / 0")
          .fails("ArithmeticException")
          .tracing("%time, line 1: six / 0");
      session.execute("%time").fails("IllegalArgumentException").saying("%time wants Java");
    }
  }

  @Test
  void timeRunsACellAndItsFailuresKeepTheirLines() {
    try (var session = Session.java()) {
      var ran = session.execute("%%time\nint a = 1;\nSystem.out.println(a);\na + 1").result("2");
      assertThat(ran.stream("stdout")).matches("1\n" + TIMES);
      session
          .execute("%%time\nint ok = 1;\nint bad = \"\";")
          .fails("CompileError")
          .tracing("Cell In[2], line 3, column 11:", "int bad");
      session
          .execute("%%time\n\nthrow new IllegalStateException(\"no\");")
          .fails("IllegalStateException")
          .tracing("Cell In[3], line 3: throw");
      session.execute("%%time\n%who").ok();
    }
  }

  @Test
  void loadRunsAFile() throws IOException {
    Files.writeString(
        folder.resolve("ping.jshell"), "String ping() {\n  return \"pong\";\n}\nping()");
    Files.writeString(folder.resolve("bad.java"), "int a = 1;\nint b = \"\";");
    try (var session = Session.java()) {
      session.execute("%load " + folder + "/ping.jshell").result("pong");
      session.execute("%load " + folder + "/ping\nping() + 1").result("pong1");
      session.execute("%load " + folder + "/bad").fails("CompileError").tracing("bad.java, line 2");
      session
          .execute("%load " + folder + "/none")
          .fails("IllegalArgumentException")
          .saying("There is no file");
    }
  }

  @Test
  void loadRunsTheCellsOfANotebook() throws IOException {
    Files.writeString(
        folder.resolve("other.ipynb"),
        """
        {"cells": [
          {"cell_type": "markdown", "source": ["# no Java"]},
          {"cell_type": "code", "source": ["int seven = 7;\\n", "%vars"]},
          {"cell_type": "code", "source": "seven * 6"}
        ]}\
        """);
    Files.writeString(folder.resolve("broken.ipynb"), "no JSON");
    try (var session = Session.java()) {
      session.execute("%load " + folder + "/other.ipynb").prints("int seven = 7\n").result("42");
      session.execute("%load " + folder + "/broken").fails("IOException").saying("is no notebook");
    }
  }

  @Test
  void variablesAreListed() {
    try (var session = Session.java()) {
      session.execute("%who").prints("No variables yet.\n");
      session
          .execute("int x = 41; var name = \"a\\nb\"; List<String> words = List.of(\"p\");")
          .ok();
      session.execute("comms; x + 1").result("42");
      session.execute("%who").prints("x  name  words\n").noResult();
      session.execute("%who String List").prints("name  words\n");
      session.execute("%who Double").prints("No variables of type Double.\n");
      session
          .execute("%vars")
          .prints("int x = 41\nString name = \"a\\nb\"\nList<String> words = [p]\n");
      session.execute("%vars x").prints("int x = 41\n");
    }
  }

  @Test
  void importsAreListed() {
    try (var session = Session.java()) {
      session.execute("import java.util.zip.CRC32;\nimport static java.lang.Math.abs;").ok();
      session.execute("List.of()").ok();
      assertThat(session.execute("%imports").stream("stdout"))
          .startsWith("import java.io.*\n")
          .endsWith("import java.util.zip.CRC32\nimport static java.lang.Math.abs\n")
          .doesNotContain("java.util.List\n");
    }
  }

  @Test
  void resetForgetsAllButTheClassPath() {
    try (var session = Session.java()) {
      session
          .execute(
              "import java.util.zip.CRC32; int x = 1; int f() { return x; } record R() {} List.of();")
          .ok();
      session.execute("comms").ok();
      session.execute("%reset -f").noResult();
      session.execute("x").fails("CompileError");
      session.execute("f()").fails("CompileError");
      session.execute("new R()").fails("CompileError");
      session.execute("new CRC32()").fails("CompileError");
      session.execute("comms; List.of(1)").result("[1]");
      session.execute("String x = \"new\"; x").result("new");
    }
  }

  @Test
  void resetAsksBefore() {
    try (var session = Session.java()) {
      session.execute("int x = 1;").ok();
      session.execute("%reset").fails("IllegalStateException").saying("%reset -f does it without");
      String question = "Once deleted, variables cannot be recovered. Proceed (y/[n])? ";
      session.beginAsking("%reset").typing(question, "").end().prints("Nothing done.\n");
      session.execute("x").result("1");
      session.beginAsking("%reset").typing(question, "y").end().ok();
      session.execute("x").fails("CompileError");
    }
  }

  @Test
  void magicsAreListedAndExplained() {
    try (var session = Session.java(notebook -> notebook.cellMagic("tea", (_, body) -> body))) {
      assertThat(session.execute("%lsmagic").stream("stdout"))
          .startsWith("Available line magics:\n%addClasspath  %addJar  ")
          .endsWith("Available cell magics:\n%%loadFromPOM  %%tea  %%time\n");
      assertThat(session.execute("%help").stream("stdout"))
          .contains(
              "%classpath JAR-OR-FOLDER …\n    Adds jars and folders of classes to the class path.\n");
      assertThat(session.execute("%help time").stream("stdout"))
          .isEqualTo(
              "%time JAVA\nRuns the Java behind it, and says how long it took.\n"
                  + "%%time\nRuns the cell, and says how long it took.\n");
      session.execute("%help %tiem").fails("NoSuchMagicException").saying("did you mean %time");
    }
  }

  @Test
  void aNotebooksMagicComesBeforeTheStandardOne() {
    try (var session = Session.java(notebook -> notebook.lineMagic("who", (_, _) -> "me"))) {
      Ran ran = session.execute("%who");
      ran.result("me");
    }
  }

  @Test
  void valuesAreShownInTheFormsAskedFor() {
    try (var session = Session.java()) {
      var shown = session.execute("display(\"<b>x</b>\", \"text/html\", \"text/markdown\");");
      assertThat(shown.data("display_data").asMap())
          .containsOnlyKeys("text/plain", "text/html", "text/markdown");
      var result = session.execute("render(\"**x**\", \"text/markdown\")").data("execute_result");
      assertThat(result.get("text/markdown").getAsString()).isEqualTo("**x**");
      session.execute("render(42).data()").result("{text/plain=42}");
      session.execute("var id = display(1); updateDisplay(id, \"<i>2</i>\", \"text/html\");").ok();
    }
  }
}
