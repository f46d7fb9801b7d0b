package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.kernel.Session.Ran;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Expressions in the quick form mean what they mean as they stand.
///
/// The word `switch`, be it in a comment, is enough to have an expression evaluated as it stands.
class ExpressionsTest extends JavaSession {

  @BeforeAll
  void variables() {
    execute(
            """
                int a = 3, b = 5, i = 0;
                int[] array = {7, 8, 9};
                Object o = "text";
                String text = "a;b";
                List<Integer> list = new ArrayList<>(List.of(1, 2));
                class Node { int value = 4; Node next; int get() { return value; } static int count = 2; }
                Node node = new Node();
                <T> T same(T value) { return value; }
            void reset() { a = 3; i = 0; array[0] = 7; node = new Node(); list.clear(); }
            Object state() { return List.of(a, i, array[0], node.value, node.next == null, list); }
            """)
        .ok();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a < b",
        "(a) < (b)",
        "a < b && b > a",
        "a < b == true",
        "a<b",
        "a - b",
        "-a",
        "~a",
        "!(a < b)",
        "(a)",
        "(long) a",
        "(Object) a",
        "(int) 3.9",
        "(byte) 300",
        "a > b ? \"more\" : 'l'",
        "true ? 1 : 'a'",
        "true ? null : 0",
        "false ? 1 : 2.0",
        "new int[] {1}",
        "new int[2][3].length",
        "new int[] {1, 2}[1]",
        "array[1]",
        "array[a - 1]",
        "array.length",
        "o instanceof String",
        "o instanceof String s && s.length() == 4",
        "o instanceof String s ? s.length() : 0",
        "!(o instanceof Integer n)",
        "List.<String>of()",
        "List.of(1, \"a\", 'c')",
        "new ArrayList<>(list)",
        "new ArrayList<String>()",
        "new Node().get()",
        "new Node() { int get() { return 9; } }.get()",
        "Node.count",
        "node.value",
        "this_is_not(a)",
        "same(a)",
        "same(null)",
        "same(\"x\").length()",
        "text.split(\";\")",
        "';'",
        "\";\"",
        "\"//\"",
        "\"/* */\"",
        "\"switch\"",
        "\"{}\" + '}'",
        "\"\\\"\"",
        "'\\''",
        "0x1F + 0b11 + 0_7",
        "1e3",
        "1f",
        "1L << 40",
        "a >>> 1 ^ b & 6 | 1",
        "String.valueOf(new char[] {'o', 'k'})",
        "((Supplier<String>) () -> \"got\").get()",
        "((Function<Integer, Integer>) x -> x + 1).apply(1)",
        "Stream.of(1, 2).map(x -> { return x * 2; }).toList()",
        "list.stream().mapToInt(Integer::intValue).sum()",
        "Integer.class",
        "int.class",
        "int[].class",
        "void.class",
        "null",
        "a == 3 ? list : null",
        "Map.Entry.comparingByKey() != null",
        "java.util.List.of(1)",
        "x -> x",
        "() -> 1",
        "String::length",
        "{1, 2}",
        "a b",
        "a +",
        "a, b",
        "a); same(b",
        "a) + (b",
        "undefined",
        "same(undefined)",
        "list.get(\"x\")",
        "this",
        "super.toString()",
        "a = \"text\"",
        "3 = a",
        "1 +* 2",
        "list.get(9)",
        "array[-1]",
        "a / 0",
        "(Integer) o",
        "Objects.requireNonNull(null)"
      })
  void bothWaysAgree(String expression) {
    var quick = execute(expression);
    var plain = execute("/* switch */ " + expression);

    assertThat(told(quick)).as(expression).isEqualTo(told(plain));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "i++",
        "++i",
        "i = 4",
        "i += 2",
        "i = a = 6",
        "array[0] = 1",
        "array[0]++",
        "node.value = 8",
        "node.next = null",
        "list.add(3)",
        "list.clear()",
        "same(i++)",
        "i++;",
        "i = 9;",
        "list.add(4);",
        "new Node().get();",
        "node.value++ ;"
      })
  void bothWaysDoTheSame(String expression) {
    execute("reset()").ok();
    var quick = execute(expression);
    var afterQuick = told(execute("state()"));
    execute("reset()").ok();
    var plain = execute("/* switch */ " + expression);
    var afterPlain = told(execute("state()"));

    assertThat(told(quick)).isEqualTo(told(plain)).contains("ok");
    assertThat(afterQuick).isEqualTo(afterPlain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x -> x", "() -> 1", "String::length"})
  void aFunctionThatNobodyWantsIsExplained(String function) {
    execute(function).fails("CompileError").tracing("Cell In[", "line 1, column 1");
  }

  @Test
  void aBracketTooManyRunsNothing() {
    execute("1); System.out.println(\"ran\"").fails("CompileError").prints("");
    execute("list.size()); list.clear(").fails("CompileError");
    execute("1;} System.out.println(\"ran\"); {").fails("CompileError").prints("");
  }

  /// Status, results and errors, without the places.
  private static List<String> told(Ran ran) {
    var reply = ran.reply();
    return List.of(
        reply.get("status").getAsString(),
        ran.contents("execute_result").stream()
            .map(result -> result.getAsJsonObject("data").toString())
            .toList()
            .toString(),
        reply.has("ename") ? reply.get("ename").getAsString() : "",
        reply.has("evalue") ? reply.get("evalue").getAsString() : "");
  }
}
