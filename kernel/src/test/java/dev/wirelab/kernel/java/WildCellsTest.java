package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.Session;
import dev.wirelab.kernel.Session.Ran;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A long notebook by chance, from a seed: right cells and wrong ones, interrupts and questions at
/// any time, beside a model of what its variables must hold. `-Dfuzz.cells=1000` is a longer one,
/// `-Dfuzz.seed=N` another.
class WildCellsTest extends JavaSession {

  private static final int CELLS = Integer.getInteger("fuzz.cells", 60);
  private static final long SEED = Long.getLong("fuzz.seed", 42);

  /// Nothing that could loop, end the process or name a variable of the model.
  private static final List<String> WORDS =
      List.of(
          "int",
          "class",
          "record",
          "new",
          "return",
          "throw",
          "try",
          "catch",
          "switch",
          "case",
          "->",
          "import",
          "java.util.*",
          "List",
          "of",
          "String",
          "var",
          "yield",
          "if",
          "else",
          "this",
          "null",
          "true",
          "\"text\"",
          "\"",
          "'",
          "'c'",
          "0x",
          "1_0",
          "1e9",
          "x",
          "y",
          "(",
          ")",
          "{",
          "}",
          "[",
          "]",
          "<",
          ">",
          ";",
          ",",
          ".",
          "=",
          "+",
          "-",
          "::",
          "@",
          "\\u0041",
          "/*",
          "*/",
          "//",
          "\n",
          "\t",
          "\"\"\"",
          "\u0000",
          "ö",
          "😀",
          "\ud83d",
          "\u2028",
          "?",
          ":",
          "sealed",
          "interface",
          "static",
          "void",
          "&&",
          "!",
          "permits",
          "enum",
          "default");

  private final Random random = new Random(SEED);
  private final Map<String, Integer> variables = new TreeMap<>();
  private final Map<String, Integer> kinds = new TreeMap<>();
  private int cell;

  @Test
  @Timeout(900)
  void theModelHoldsToTheEnd() {
    while (cell < CELLS) {
      cell++;
      step(random.nextInt(14));
      if (random.nextInt(4) == 0) {
        asked();
      }
      check();
    }
    System.out.println(CELLS + " cells of seed " + SEED + ": " + kinds);
  }

  private void step(int kind) {
    switch (kind) {
      case 0, 1 -> declared();
      case 2 -> assigned();
      case 3 -> printed();
      case 4 -> thrown();
      case 5 -> wrong();
      case 6 -> called();
      case 7 -> instantiated();
      case 8 -> gibberish();
      case 9 -> interrupted();
      case 10 -> interruptedAtAnyTime();
      case 11 -> severalAtOnce();
      case 12 -> flood();
      default -> questionsMeanwhile();
    }
  }

  private void declared() {
    int value = random.nextInt(1_000);
    run("declared", "int " + variable(value) + " = " + value + ";").noResult();
  }

  private void assigned() {
    variables.keySet().stream()
        .findFirst()
        .ifPresent(name -> {
          int value = variables.merge(name, 3, Integer::sum);
          run("assigned", name + " += 3").result(String.valueOf(value));
        });
  }

  private void printed() {
    var text = "cell " + cell + " 😀";
    var ran = run("printed", "System.out.println(\"" + text + "\");").ok();
    assertThat(ran.stream("stdout")).isEqualTo(text + "\n");
  }

  private void thrown() {
    run("thrown", "if (true) throw new IllegalStateException(\"cell " + cell + "\");")
        .fails("IllegalStateException")
        .saying("cell " + cell);
  }

  /// A wrong declaration leaves the old one.
  private void wrong() {
    var name = variables.isEmpty() ? "fresh" : variables.keySet().iterator().next();
    silent(run("wrong", "int " + name + " = \"text\";").fails("CompileError"));
  }

  /// The same method anew, which the cells after it call.
  private void called() {
    run("called", "int scaled(int n) { return n * " + cell + "; }\nscaled(2)")
        .result(String.valueOf(2 * cell));
  }

  private void instantiated() {
    run(
            "instantiated",
            "record Held(int v) { int twice() { return v * 2; } }\nnew Held(21).twice()")
        .result("42");
  }

  /// Whatever it is, it is answered.
  private void gibberish() {
    var code =
        IntStream.range(0, random.nextInt(1, 30))
            .mapToObj(_ -> WORDS.get(random.nextInt(WORDS.size())))
            .collect(Collectors.joining(random.nextBoolean() ? " " : ""));
    assertThat(run("gibberish", code).reply().has("status")).as(code).isTrue();
  }

  private void interrupted() {
    count("interrupted");
    var running = session.begin("System.out.println(\"begun\");\nwhile (true) {}").printing();
    session.interrupt();
    running.end().fails("KeyboardInterrupt");
  }

  /// Before it begins, while it compiles, while it runs, or after: either it ran or it did not.
  private void interruptedAtAnyTime() {
    count("interrupted at any time");
    int value = random.nextInt(1_000);
    session.execute("int racing = -1;").ok();
    var running = session.begin("racing = " + value + ";");
    for (int questions = random.nextInt(4); questions > 0; questions--) {
      session.ask("kernel_info_request", new JsonObject());
    }
    session.interrupt();
    var status = running.end().reply().get("status").getAsString();
    var racing = session.execute("racing").ok().data("execute_result").get("text/plain");
    assertThat(racing.getAsString())
        .isIn(status.equals("ok") ? List.of("" + value) : List.of("-1", "" + value));
  }

  private void severalAtOnce() {
    count("several at once");
    var first = session.begin("1 + " + cell);
    var failing = session.begin("throw new Exception(\"stop\");");
    var behind = List.of(session.begin("2"), session.begin("System.out.println(3);"));
    first.end().result(String.valueOf(1 + cell));
    failing.end().fails("Exception");
    behind.forEach(running -> running.end().aborted());
  }

  private void flood() {
    int lines = random.nextInt(3_000);
    var ran = run("flood", "for (int i = 0; i < " + lines + "; i++) System.out.println(i);").ok();
    assertThat(ran.stream("stdout").lines())
        .containsExactlyElementsOf(IntStream.range(0, lines).mapToObj(String::valueOf).toList());
  }

  private void questionsMeanwhile() {
    count("questions meanwhile");
    var running = session.begin("System.out.println(\"begun\");\nwhile (true) {}").printing();
    asked();
    session.interrupt();
    running.end().fails("KeyboardInterrupt");
  }

  /// Completes or inspects at any place of any text.
  private void asked() {
    var text =
        "var list = List.of(\"a😀\", 1);\nlist.stream().map(x -> x.".substring(random.nextInt(9));
    var content = Session.code(text);
    content.addProperty("cursor_pos", random.nextInt(-2, 60));
    for (var type : List.of("complete_request", "inspect_request", "is_complete_request")) {
      assertThat(session.ask(type, content).has("status")).as("%s of %s", type, text).isTrue();
    }
  }

  private String variable(int value) {
    var name = "v" + random.nextInt(8);
    variables.put(name, value);
    return name;
  }

  private Ran run(String kind, String code) {
    count(kind);
    return execute(code);
  }

  private void count(String kind) {
    kinds.merge(kind, 1, Integer::sum);
  }

  private static void silent(Ran ran) {
    assertThat(ran.types()).doesNotContain("stream");
  }

  private void check() {
    var names = new ArrayList<>(variables.keySet());
    if (names.isEmpty()) {
      return;
    }
    var ran = execute("List.of(" + String.join(", ", names) + ").toString()");
    assertThat(ran.reply().get("status").getAsString())
        .as("after cell %d of seed %d: %s", cell, SEED, ran.traceback())
        .isEqualTo("ok");
    ran.result(variables.values().toString());
    silent(ran);
  }
}
