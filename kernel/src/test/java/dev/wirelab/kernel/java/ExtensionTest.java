package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.kernel.Session;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.kernel.extension.Extension;
import dev.wirelab.kernel.extension.Notebook;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What others preload.
class ExtensionTest extends JavaSession {

  private static final Pot POT = new Pot();

  ExtensionTest() {
    super(Session.java(ExtensionTest::tea, ExtensionTest::broken, ExtensionTest::unnameable));
  }

  private static void tea(Notebook notebook) {
    notebook.imports(
        "java.util.zip.CRC32",
        "java.text.*",
        "static " + Pot.class.getCanonicalName() + ".*",
        "static " + Pot.Lid.class.getCanonicalName() + ".*");
    notebook.variable("pot", Pot.class, POT);
    notebook.variable("words", List.class, List.of("a", "b"));
    notebook.cellMagic("tea", (arguments, body) -> arguments + "|" + body);
    notebook.cellMagic("none", (_, _) -> null);
    notebook.cellMagic(
        "loop",
        (_, _) -> {
          System.out.print("stirring");
          Thread.sleep(100_000);
          return null;
        });
    notebook.cellMagic(
        "spill",
        (_, _) -> {
          throw new IllegalStateException("spilt");
        });
    notebook.renderer(
        Pot.class, pot -> MimeBundle.of("text/html", "<pot>" + pot.poured + "</pot>"));
    notebook.renderer(Number.class, n -> MimeBundle.text("number " + n));
    notebook.renderer(CharSequence.class, text -> MimeBundle.text("text " + text));
  }

  private static void broken(Notebook notebook) {
    throw new IllegalStateException("a broken extension");
  }

  private static void unnameable(Notebook notebook) {
    class Hidden {}
    notebook.variable("hidden", Hidden.class, new Hidden());
  }

  @Test
  void aVariableIsThere() {
    execute("pot.pour(2).poured").result("number 2");
    assertThat(POT.poured).isEqualTo(2);
    execute("words").result("[a, b]");
    execute("words instanceof List").result("true");
  }

  @Test
  void aVariableCanBeReplaced() {
    try (var other = Session.java(notebook -> notebook.variable("cup", String.class, "old"))) {
      other.execute("cup").result("old");
      other.execute("int cup = 1;").ok();
      other.execute("cup").result("1");
    }
  }

  @Test
  void importsAreMade() {
    execute("new CRC32().getValue()").result("number 0");
    execute("NumberFormat.getInstance(Locale.ROOT).format(1234)").result("text 1,234");
    execute("brew(\"tea\")").result("text tea!");
    execute("VOLUME + 1").result("number 4");
    execute("SHAPE").result("text round");
  }

  @Test
  void aMagicGetsItsWordsAndItsLines() {
    execute("%%tea").result("text []|");
    execute("%%tea one two\nbody").result("text [one, two]|body");
    execute("%%tea \"one two\" three \"\"\nline 1\n  line 2 \n")
        .result("text [one two, three, ]|line 1\n  line 2 \n");
    execute("\n  %%tea\nbody").result("text []|body");
    execute("%%tea a=\"b c\"\n").result("text [a=\"b, c\"]|");
    execute("%%none").noResult();
  }

  @Test
  void aMagicMayFail() {
    execute("%%spill").fails("IllegalStateException").saying("spilt");
  }

  @Test
  void aMagicCanBeInterrupted() {
    var running = session.begin("%%loop").printing();
    session.interrupt();
    running.end().fails("KeyboardInterrupt").prints("stirring");
  }

  @Test
  void anUnknownMagicNamesWhatMayBeMeant() {
    execute("%%coffee black")
        .fails("NoSuchMagicException")
        .saying("No magic is called %%coffee; %lsmagic lists those there are");
    execute("%%te").fails("NoSuchMagicException").saying("did you mean %%tea");
    execute("%%").fails("NoSuchMagicException");
  }

  @Test
  void aRendererShowsItsClassAndThoseBelow() {
    var data = execute("pot").data("execute_result");
    assertThat(data.get("text/html").getAsString()).startsWith("<pot>");
    assertThat(data.get("text/plain").getAsString()).startsWith("a pot of");
    execute("1.5").result("number 1.5");
    execute("new StringBuilder(\"b\")").result("text b");
    execute("'c'").result("c");
  }

  @Test
  void oneThatThrowsIsLeftOutAndLogged() {
    assertThat(session.log())
        .contains("Left out the extension", "a broken extension")
        .contains("No cell can name class", "which is not public");
    execute("hidden").fails("CompileError");
  }

  @Test
  void whatIsNoNameIsRefused() {
    Extension extension =
        notebook -> {
          notebook.imports("static no.such.Thing.*", "no.such.Other");
          notebook.variable("no name", String.class, "");
        };
    try (var other = Session.java(extension)) {
      other.execute("Math.abs(-1)").result("1");
      assertThat(other.log())
          .contains("Not a Java identifier: no name", "No class is called no.such.Thing");
    }
  }

  @Test
  void resourcesCloseInReverse() {
    var closed = new ArrayList<String>();
    Extension extension =
        notebook -> {
          notebook.onShutdown(() -> closed.add("first"));
          notebook.onShutdown(() -> {
            closed.add("second");
            throw new AssertionError("will not close");
          });
          notebook.onShutdown(() -> closed.add("third"));
        };
    var other = Session.java(extension);
    other.execute("1").result("1");
    assertThat(closed).isEmpty();

    other.close();

    assertThat(closed).containsExactly("third", "second", "first");
    assertThat(other.log()).contains("Left open", "will not close");
  }

  @Test
  void anOwnNameGoesBefore() {
    try (var other = Session.java(ExtensionTest::tea)) {
      other
          .execute("String brew(String s) { return \"own \" + s; }\nbrew(\"x\")")
          .result("text own x");
    }
  }
}
