package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.wirelab.kernel.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  void whatTheCellItselfDeclares() {
    assertThat(matches("int total = 1;\ntot|")).containsExactly("total");
    assertThat(matches("var list = new LinkedList<String>();\nlist.addF|"))
        .containsExactly("addFirst(");
    assertThat(matches("int twice(int n) { return 2 * n; }\ntwi|")).containsExactly("twice(");
    assertThat(matches("record Pair(int left, int right) {}\nvar pair = new Pair(1, 2);\npair.le|"))
        .containsExactly("left()");
    assertThat(matches("public class Own { public static int owned; }\nint n = 1;\nOwn.ow|"))
        .containsExactly("owned");
    assertThat(matches("for (int index = 0; ind|")).containsExactly("index");
    assertThat(matches("words.forEach(entry -> ent|")).containsExactly("entry");
    assertThat(
            matches(
                "int f(String given, int other) {\n  List<String> local = null;\n  return loc|"))
        .containsExactly("local");
    assertThat(matches("import java.util.zip.*;\nString text = \"\";\nfor (;;) { text.isB|"))
        .containsExactly("isBlank()");
  }

  @Test
  void whatTheCellDeclaresAnew() {
    assertThat(matches("String words = \"\";\nwords.isB|")).containsExactly("isBlank()");
    assertThat(matches("words.siz|;\nString words = \"\";")).containsExactly("size()");
    assertThat(matches("int unfit = ;\nwords.siz|")).contains("size()");
  }

  @Test
  void whatStandsBeforeTheCursorIsReplaced() {
    var reply = complete("int x = 1; words.siz| + 1");

    assertThat(reply.get("cursor_start").getAsInt()).isEqualTo("int x = 1; words.".length());
    assertThat(reply.get("cursor_end").getAsInt()).isEqualTo("int x = 1; words.siz".length());
  }

  @Test
  void eachMatchSaysWhatItIs() {
    assertThat(kinds("wo|"))
        .containsEntry("words", "instance")
        .containsEntry("wonder(", "function");
    assertThat(kinds("Wond|")).containsEntry("Wonder", "class");
    assertThat(kinds("new Wo|")).containsEntry("Wonder(", "class");
    assertThat(kinds("words.ad|")).containsEntry("add(", "function");
    assertThat(kinds("Outer.|")).containsEntry("wondrous", "instance");
    assertThat(kinds("Integer.MAX|")).containsEntry("MAX_VALUE", "instance");
    assertThat(kinds("Map.En|")).containsEntry("Entry", "class");
    assertThat(kinds("whi|")).containsEntry("while", "keyword");
  }

  @Test
  void aMethodOfACellHasItsSignature() {
    assertThat(signatures("wo|")).containsEntry("wonder(", "(int, String)");
  }

  @Test
  void theOneMethodThatIsLeftHasItsSignature() {
    assertThat(signatures("\"a\".repe|")).containsEntry("repeat(", "(int count)");
    assertThat(signatures("Math.cb|")).containsEntry("cbrt(", "(double a)");
    assertThat(signatures("new Wonder(1).tw|")).containsEntry("twice()", "()");
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
  void whatTheCellItselfDeclaresIsInspected() {
    assertThat(inspect("Map<String, List<Integer>> own = Map.of();\now|n.size()"))
        .isEqualTo("Map<String, List<Integer>> own");
    assertThat(inspect("int twice(int n) { return 2 * n; }\ntwi|ce(1)"))
        .isEqualTo("int twice(int n)");
    assertThat(inspect("String words = \"\";\nwor|ds")).isEqualTo("String words");
    assertThat(inspect("int n = 1;\nwor|ds")).isEqualTo("ArrayList<String> words");
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
  void detailIsASentenceOrAllThereIs() {
    var brief = inspected("\"a\".repe|at(2)", 0);
    var whole = inspected("\"a\".repe|at(2)", 1);

    assertThat(brief.get("text/plain").getAsString())
        .isEqualTo(
            """
            String String.repeat(int count)

            Returns a string whose value is the concatenation of this string repeated count times.\
            """);
    assertThat(brief.get("text/html").getAsString())
        .startsWith("<p><code>String String.repeat(int count)</code></p>")
        .contains("<code>count</code> times.")
        .doesNotContain("negative");
    assertThat(whole.get("text/plain").getAsString())
        .startsWith(brief.get("text/plain").getAsString())
        .contains("Parameter count number of times to repeat")
        .contains("Throws IllegalArgumentException if the count is negative.")
        .doesNotContain("<", "{@", "@param");
    assertThat(whole.get("text/html").getAsString())
        .contains("<p><b>Throws</b> <code>IllegalArgumentException</code>");
  }

  @Test
  void aMagicIsInspected() {
    assertThat(inspect("%ti|me 1 + 1"))
        .isEqualTo("%time JAVA\nRuns the Java behind it, and says how long it took.");
    assertThat(inspect("int n = 1;\n  %who|")).startsWith("%who ");
    assertThat(inspect("%%time|\nint n = 1;")).startsWith("%%time\n");
  }

  @Test
  void genericsAreTextInHtml() {
    assertThat(inspected("wor|ds", 0).get("text/html").getAsString())
        .isEqualTo("<p><code>ArrayList&lt;String&gt; words</code></p>");
  }

  @Test
  void aTypeIsInspected() {
    assertThat(inspect("Strin|g")).contains("String");
    assertThat(inspect("new Wonder(|")).isEqualTo("Wonder(int n)");
    assertThat(inspect("new Wonder(1).twi|ce()")).isEqualTo("int Wonder.twice()");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|",
        "nothing|",
        "%nothing|",
        "%|",
        "no.such.thing|",
        "1|",
        "\"te|xt\"",
        "+|",
        "😀|"
      })
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

  private Map<String, String> kinds(String code) {
    return typed(code, "type");
  }

  private Map<String, String> signatures(String code) {
    return typed(code, "signature");
  }

  private Map<String, String> typed(String code, String field) {
    var found = new HashMap<String, String>();
    complete(code)
        .getAsJsonObject("metadata")
        .getAsJsonArray("_jupyter_types_experimental")
        .forEach(match -> {
          var typed = match.getAsJsonObject();
          found.put(typed.get("text").getAsString(), typed.get(field).getAsString());
        });
    return found;
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
    return inspected(code, 0).get("text/plain").getAsString();
  }

  private JsonObject inspected(String code, int detail) {
    var content = question(code);
    content.addProperty("detail_level", detail);
    var reply = session.ask("inspect_request", content);
    assertThat(reply.get("found").getAsBoolean()).as(code).isTrue();
    return reply.getAsJsonObject("data");
  }

  private JsonObject ask(String type, String code) {
    return session.ask(type, question(code));
  }

  private static JsonObject question(String code) {
    int bar = code.indexOf('|');
    var content = Session.code(code.substring(0, bar) + code.substring(bar + 1));
    content.addProperty("cursor_pos", code.codePointCount(0, bar));
    return content;
  }
}
