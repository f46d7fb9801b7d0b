package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.wirelab.kernel.Session;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Help while somebody types. The cursor is where the bar stands.
class AssistanceTest extends JavaSession {

  @BeforeAll
  void names() {
    execute(
            """
            var words = new ArrayList<>(List.of("a"));
            int wonder(int n, String why) { return n; }
            record Wonder(int n) { int twice() { return 2 * n; } }
            class Outer { class InnerOne {} static int wondrous; }
            """)
        .ok();
  }

  @Test
  void members() {
    assertThat(matches("words.add|")).contains("add(", "addAll(");
    assertThat(matches("\"text\".toU|")).containsExactly("toUpperCase(");
    assertThat(matches("words.stream().ma|")).contains("map(", "mapToInt(");
    assertThat(matches("new Wonder(1).tw|")).containsExactly("twice()");
    assertThat(matches("Outer.won|")).contains("wondrous");
    assertThat(matches("System.o|")).contains("out");
  }

  @Test
  void namesOfEarlierCells() {
    assertThat(matches("wo|")).contains("words", "wonder(");
    assertThat(matches("new Wo|")).contains("Wonder(");
    assertThat(matches("Wond|")).contains("Wonder");
  }

  @Test
  void typesThatCouldBeImported() {
    assertThat(matches("Lis|")).contains("List");
    assertThat(matches("Stre|")).contains("Stream");
    assertThat(matches("disp|")).contains("display");
  }

  @Test
  void keywordsAndStatements() {
    assertThat(matches("int x = 1;\nwords.siz|")).containsExactly("size()");
    assertThat(matches("for (var w : wor|")).contains("words");
    assertThat(matches("if (words.isE|")).containsExactly("isEmpty()");
  }

  @Test
  void whatStandsBeforeTheCursorIsReplaced() {
    var reply = complete("int x = 1; words.siz| + 1");

    assertThat(reply.get("cursor_start").getAsInt()).isEqualTo("int x = 1; words.".length());
    assertThat(reply.get("cursor_end").getAsInt()).isEqualTo("int x = 1; words.siz".length());
  }

  @Test
  void behindAnEmoji() {
    var reply = complete("var e = \"😀\"; words.siz|");

    assertThat(reply.getAsJsonArray("matches")).hasSize(1);
    assertThat(reply.get("cursor_start").getAsInt()).isEqualTo(19);
    assertThat(reply.get("cursor_end").getAsInt()).isEqualTo(22);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|",
        "nothingOfThatName|",
        "\"text|",
        "// wo|",
        "}|",
        "((|",
        "%%magic wo|",
        "1 +|",
        "😀|"
      })
  void whatCannotBeCompletedIsNoError(String code) {
    assertThat(complete(code).get("status").getAsString()).isEqualTo("ok");
  }

  @Test
  void completionsDeclareNothing() {
    complete("int sneaky = 1; sneak|");

    execute("sneaky").fails("CompileError");
  }

  @Test
  void completionsWhileACellRuns() {
    var running = session.begin("System.out.print(1); while (true) {}").printing();

    assertThat(matches("words.siz|")).containsExactly("size()");
    assertThat(inspect("wor|ds")).contains("ArrayList<String> words");

    session.interrupt();
    running.end().fails("KeyboardInterrupt");
  }

  @Test
  void aVariableIsInspected() {
    assertThat(inspect("wor|ds")).isEqualTo("ArrayList<String> words");
    assertThat(inspect("words|")).isEqualTo("ArrayList<String> words");
    assertThat(inspect("int y = 1; wor|ds.size()")).isEqualTo("ArrayList<String> words");
  }

  @Test
  void aMethodIsInspected() {
    assertThat(inspect("won|der")).contains("int wonder(int n, String why)");
    assertThat(inspect("wonder(|")).contains("int wonder(int n, String why)");
    assertThat(inspect("\"a\".repe|at(2)")).contains("String String.repeat(int");
    assertThat(inspect("Math.ma|x"))
        .contains("int Math.max(int")
        .contains("double Math.max(double");
  }

  @Test
  void aTypeIsInspected() {
    assertThat(inspect("Strin|g")).contains("String");
    assertThat(inspect("new Wonder(|")).contains("Wonder(int n)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"|", "nothing|", "no.such.thing|", "1|", "\"te|xt\"", "+|", "😀|"})
  void whatIsUnknownIsNotFound(String code) {
    var reply = ask("inspect_request", code);

    assertThat(reply.get("status").getAsString()).isEqualTo("ok");
    assertThat(reply.get("found").getAsBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "1 + 1#complete",
        "int x = 1;#complete",
        "int x = 1#complete",
        "``#complete",
        "// comment#complete",
        "void f() {}#complete",
        "for (;;) {#incomplete",
        "int f() {#incomplete",
        "foo(1,#incomplete",
        "\"\"\"#incomplete",
        "/* open#incomplete",
        "int x = 1; if (x > 0) {#incomplete",
        "}#invalid"
      })
  void isItComplete(String code, String status) {
    var reply = session.ask("is_complete_request", Session.code(code));

    assertThat(reply.get("status").getAsString()).isEqualTo(status);
  }

  @Test
  void aMagicIsCompleteAfterAnEmptyLine() {
    isItComplete("%%magic", "incomplete");
    isItComplete("%%magic\nline", "incomplete");
    isItComplete("%%magic\nline\n", "complete");
  }

  @Test
  void anOpenBraceIndents() {
    assertThat(indent("for (;;) {")).isEqualTo("    ");
    assertThat(indent("class A {\n  void f() {")).isEqualTo("      ");
    assertThat(indent("foo(1,")).isEmpty();
  }

  private String indent(String code) {
    return session.ask("is_complete_request", Session.code(code)).get("indent").getAsString();
  }

  private List<String> matches(String code) {
    return complete(code).getAsJsonArray("matches").asList().stream()
        .map(JsonElement::getAsString)
        .toList();
  }

  private JsonObject complete(String code) {
    return ask("complete_request", code);
  }

  private String inspect(String code) {
    var reply = ask("inspect_request", code);
    assertThat(reply.get("found").getAsBoolean()).as(code).isTrue();
    return reply.getAsJsonObject("data").get("text/plain").getAsString();
  }

  private JsonObject ask(String type, String code) {
    int bar = code.indexOf('|');
    var content = Session.code(code.substring(0, bar) + code.substring(bar + 1));
    content.addProperty("cursor_pos", code.codePointCount(0, bar));
    return session.ask(type, content);
  }
}
