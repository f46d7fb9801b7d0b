package dev.wirelab.kernel.java;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.Session;
import dev.wirelab.kernel.Session.Ran;
import dev.wirelab.kernel.protocol.Message;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A notebook that is run for marks: the grader's cells are locked, the others may not reach for
/// what these use.
class SealTest extends JavaSession {

  SealTest() {
    super(
        Session.java(
            Settings.of(Map.of("WIRELAB_SEALED", "letter check Math java.util.Objects.hash"))));
  }

  private Ran locked(String code) {
    var content = new JsonObject();
    content.addProperty("code", code);
    var metadata = new JsonObject();
    metadata.addProperty("locked", true);
    var plain = Message.of("grader", "execute_request", content);
    return session
        .send(
            new Message(
                List.of(), plain.header(), plain.parentHeader(), metadata, content, List.of()))
        .end();
  }

  @BeforeAll
  void theGradersOwn() {
    locked("var letter = \"kept\";").ok();
    locked("int check(int value) { return value; }").ok();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "var letter = \"forged\";",
        "int letter = 5;",
        "int a = 1, letter = 2;",
        "int check(int value) { return 5; }",
        "int check(String other) { return 5; }",
        "class Math {}",
        "record Math(int x) {}",
        "import java.util.Timer; class letter {}",
        "letter = \"forged\";",
        "{ letter = \"forged\"; }",
        "Runnable forge = () -> letter = \"forged\"; forge.run();",
        "class Forger { Forger() { letter = \"forged\"; } } new Forger();",
        "%%time\nletter = \"forged\";",
        "eval(\"letter = 5\");",
        "Object list = lineMagic(\"lsmagic\", List.of());",
        "Objects.hash(1);",
        "\"\".getClass().getDeclaredFields();",
        "Class.forName(\"java.lang.String\");",
        "interface Named { Class<?> of(String name) throws Exception; }\nNamed n = Class::forName; n.of(\"x\");",
        "java.lang.invoke.MethodHandles.lookup();",
        "new ProcessBuilder(\"true\").start();",
        "Runtime.getRuntime().exec(new String[] {\"true\"});",
        "class Loader extends ClassLoader {} new Loader();",
        "new java.net.URLClassLoader(new java.net.URL[0]);",
        "dev.wirelab.kernel.java.StopCheck.check();",
        "ProcessHandle.current().pid();",
        "%classpath .",
      })
  void isOutOfReach(String code) {
    execute(code).fails("SealedException").saying("is out of reach while marks are given");
    locked("letter + check(7)").result("kept7");
    locked("Math.abs(-1)").result("1");
  }

  @Test
  void whatIsNotSealedIsFree() {
    execute("letter + check(1)").result("kept1");
    execute("var mine = 1; mine = 2; mine + letter.length()").result("6");
    execute("void local() { String letter = \"mine\"; letter = letter + 1; } local();").ok();
    execute("record Pair(int a, int b) {} new Pair(1, 2).equals(new Pair(1, 2))").result("true");
    execute("enum Colour { RED } switch (Colour.valueOf(\"RED\")) { case RED -> 1; }").result("1");
    execute(
            "Object any = 1; switch (any) { case Integer i when i > 0 -> \"number\"; default -> \"\"; }")
        .result("number");
    execute(
            "List.of(3, 1).stream().sorted(Comparator.naturalOrder()).toArray(Integer[]::new).length")
        .result("2");
    execute("new Object() { int x = 5; }.x").result("5");
    execute("var anonymous = new Object() { int x = 5; }; anonymous.x").result("5");
  }

  @Test
  void whatTheNotebookBeginsWithIsMadeWhoeverUsesItFirst() {
    var settings = Settings.of(Map.of("WIRELAB_SEALED", "given"));
    try (var other =
        Session.java(settings, notebook -> notebook.variable("given", String.class, "here"))) {
      other.execute("given = \"forged\";").fails("SealedException");
      other.execute("given").result("here");
    }
  }

  @Test
  void theGradersCellsMayDoEverything() {
    locked("var other = \"\".getClass().getDeclaredFields().length > 0; other").result("true");
    locked("letter = \"kept\";").ok();
  }

  @Test
  void nothingIsSealedWhereNobodyAsks() {
    try (var free = Session.java()) {
      free.execute("var letter = 1; \"\".getClass().getDeclaredFields().length > 0").result("true");
    }
  }
}
