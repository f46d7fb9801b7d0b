package dev.wirelab.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.Session;
import dev.wirelab.kernel.Session.Ran;
import dev.wirelab.kernel.extension.Notebook;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Commands among lines of Java, and the functions that do the same.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LineMagicsTest {

  private final Session session = Session.java(LineMagicsTest::install);

  private static void install(Notebook notebook) {
    notebook.lineMagic("words", (arguments, _) -> arguments);
    notebook.lineMagic("line", (_, line) -> line);
    notebook.lineMagic("say", LineMagicsTest::say);
    notebook.lineMagic(
        "fail",
        (_, line) -> {
          throw new IllegalStateException(line);
        });
    notebook.cellMagic("shout", (arguments, body) -> arguments + body.toUpperCase());
  }

  private static Object say(List<String> arguments, String line) {
    System.out.println(line);
    return null;
  }

  @AfterAll
  void close() {
    session.close();
  }

  private Ran execute(String code) {
    return session.execute(code);
  }

  @Test
  void aMagicTakesTheWordsBehindItOrTheWholeLine() {
    execute("%words one \"two three\" four").result("[one, two three, four]");
    execute("%line  a \"b  c\" ").result("a \"b  c\"");
    execute("  %words").result("[]");
  }

  @Test
  void aMagicStandsAnywhereAmongLinesOfJava() {
    execute(
            """
            int sum = 1;
            %say before
            for (int i = 0; i < 2; i++) {
                %say within
                sum++;
            }
            %say behind
            sum\
            """)
        .prints("before\nwithin\nwithin\nbehind\n")
        .result("3");
  }

  @Test
  void aMagicIsTheValueOfAVariable() {
    execute("List<String> taken = %words a b\ntaken.size()").result("2");
    execute("String quoted;\nquoted = %line say \"hi\" \\ there\nquoted")
        .result("say \"hi\" \\ there");
  }

  @Test
  void onlyTheLastMagicsValueIsTheCells() {
    execute("%words a\n%words b").result("[b]");
    execute("%words a\nint last = 1;").noResult();
  }

  @Test
  void aPercentSignInTextsAndCommentsIsNoMagic() {
    execute(
            """
            // a comment
            /*
            %say in a comment
            */
            String text = \"""
            %say in a text block
            \""";
            String other = "=%say";
            text + other\
            """)
        .prints("")
        .result("%say in a text block\n=%say");
  }

  @Test
  void whatLooksLikeACommentInAMagicIsNone() {
    execute("%line lib/*.jar\n%line https://host/path").result("https://host/path");
  }

  @Test
  void aRemainderStaysARemainder() {
    execute("int all = 17, part = 5;\nint rest = all\n    %part;\nrest").result("2");
    execute("int big = 17 % 7;\nbig %= 2;\nbig").result("1");
  }

  @Test
  void anUnknownMagicSaysWhatMayBeMeant() {
    execute("%mavne a:b:1")
        .fails("NoSuchMagicException")
        .saying(
            "No magic is called %mavne; did you mean %maven or %mavenRepo? %lsmagic lists those there are");
    execute("%say ok\n%nothingLikeIt").fails("NoSuchMagicException").prints("ok\n");
    execute("%shout")
        .fails("NoSuchMagicException")
        .saying("%%shout is for whole cells: write it on the first line");
    execute("%%say\nx")
        .fails("NoSuchMagicException")
        .saying("%say is for one line, and what follows it is Java");
  }

  @Test
  void aFailureNamesTheLineAsItWasWritten() {
    execute("int before = 1;\n{\n  %fail on purpose\n}")
        .fails("IllegalStateException")
        .saying("on purpose")
        .tracing(", line 3: %fail on purpose");
    execute("%fail at once").fails("IllegalStateException").saying("at once");
    execute("%say x\nint wrong = \"text\";").fails("CompileError").tracing(", line 2, column 13:");
  }

  @Test
  void theFunctionsDoTheSame() {
    execute("List<String> got = lineMagic(\"words\", List.of(\"a\", \"b c\"));\ngot")
        .result("[a, b c]");
    execute("cellMagic(\"shout\", List.of(\"x\"), \"body\")").result("[x]BODY");
    execute("lineMagic(\"nothing\", List.of())").fails("NoSuchMagicException");
    execute("printf(\"%d of %d\", 1, 2);").prints("1 of 2");
  }

  @Test
  void evalGivesTheObject() {
    execute("(int) eval(\"1 + 2\") + 3").result("6");
    execute("var made = eval(\"new StringBuilder(\\\"a\\\")\");\n((StringBuilder) made).append(1)")
        .result("a1");
    execute("eval(\"int declared = 5;\")").result("null");
    execute("declared + 1").result("6");
    execute("eval(\"%words a b\")").result("[a, b]");
    execute("eval(\"eval(\\\"20\\\")\")").result("20");
    execute("for (int i = 0; i < 3; i++) eval(\"int of\" + i + \" = \" + i + \";\");").ok();
    execute("of0 + of1 + of2").result("3");
  }

  @Test
  void whatFailsInEvalIsTold() {
    execute("eval(\"int bad = true;\")")
        .fails("CompileError")
        .tracing("eval, line 1, column 11:", "int bad = true;");
    execute("int two = 2;\neval(\"int a = 0;\\nthrow new IllegalStateException(\\\"no\\\");\")")
        .fails("IllegalStateException")
        .saying("no")
        .tracing("eval, line 2");
    execute(
            "try { eval(\"nothing\"); } catch (RuntimeException e) { System.out.print(\"caught\"); }")
        .ok()
        .prints("caught");
    execute("int after = 1; throw new IllegalStateException(\"mine\");")
        .fails("IllegalStateException")
        .tracing(", line 1: int after");
  }

  @Test
  void evalIsForTheCellsOwnThread() {
    execute(
            """
            var failed = new java.util.concurrent.atomic.AtomicReference<Throwable>();
            var thread = new Thread(() -> { try { eval("1"); } catch (Throwable e) { failed.set(e); } });
            thread.start();
            thread.join();
            failed.get().getMessage()\
            """)
        .result("This is for the thread that runs the cell, while it does");
  }

  @Test
  void evalCanBeInterrupted() {
    var running = session.begin("System.out.print(1);\neval(\"while (true) {}\");").printing();
    session.interrupt();
    running.end().fails("KeyboardInterrupt");
    execute("eval(\"2\")").result("2");
  }

  @Test
  void namesAreCompletedAndMagicsLeaveJavaComplete() {
    assertThat(matches("%addM")).contains("%addMavenDependency").doesNotContain("%words");
    assertThat(matches("int one = 1;\n%%sho")).containsExactly("%%shout");
    assertThat(matches("%words a (\n\"text\".toU")).contains("toUpperCase(");
    assertThat(ask("is_complete_request", "var w = %words a\n%say x").get("status").getAsString())
        .isEqualTo("complete");
    assertThat(ask("is_complete_request", "%say x\nfor (;;) {").get("status").getAsString())
        .isEqualTo("incomplete");
  }

  private List<String> matches(String code) {
    return ask("complete_request", code).getAsJsonArray("matches").asList().stream()
        .map(match -> match.getAsString())
        .toList();
  }

  private JsonObject ask(String type, String code) {
    var content = Session.code(code);
    content.addProperty("cursor_pos", code.length());
    return session.ask(type, content);
  }
}
