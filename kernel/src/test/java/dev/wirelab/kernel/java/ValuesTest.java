package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a cell shows as its result.
class ValuesTest extends JavaSession {

  @Test
  void anExpressionIsAResult() {
    execute("1 + 1").result("2");
    execute("6 * 7;").noResult();
    execute("\"text\"").result("text");
    execute("'c'").result("c");
    execute("1 / 3.0").result("0.3333333333333333");
    execute("true && !true").result("false");
    execute("10_000_000_000L").result("10000000000");
  }

  @Test
  void theLastExpressionOfACellIsItsResult() {
    execute("int a = 20;\na + 1;\na * 2").result("40");
    execute("a + 1;\na - 1").result("19");
    execute("a;\nint b = a;").noResult();
    execute("a\n;").noResult();
  }

  @Test
  void aSemicolonKeepsTheResultBack() {
    execute("1 + 1;").noResult();
    execute("\"text\" ; ").noResult();
    execute("\"text\".length(); // but why").noResult();
    execute("Math.abs(-1); /* but why */").noResult();
  }

  @Test
  void commentsAreNoStatements() {
    execute("// only a comment").noResult();
    execute("/* only\n a comment */").noResult();
    execute("/** only a comment */").noResult();
    execute("// before\n3").result("3");
    execute("/* before */ 3").result("3");
    execute("3 // behind").result("3");
    execute("3 /* behind */").result("3");
    execute("3\n// below").result("3");
    execute("3\n\n/* below */\n").result("3");
    execute("3 + // within\n 4").result("7");
    execute("3 /* within */ + 4").result("7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\n", "\t", ";", ";;", " ; \n ;"})
  void anEmptyCellIsNoError(String cell) {
    execute(cell).noResult();
  }

  @Test
  void nullIsAValue() {
    execute("null").result("null");
    execute("String nothing = null;\nnothing").result("null");
    execute("(Object) null").result("null");
  }

  @Test
  void aCallWithoutValueHasNoResult() {
    execute("System.out.println(\"x\")").noResult().prints("x\n");
    execute("System.out.println(\"x\");").noResult().prints("x\n");
    execute("void nothing() {}\nnothing()").noResult();
    execute("new ArrayList<>(List.of(1)).clear()").noResult();
  }

  @Test
  void arraysShowTheirElements() {
    execute("new int[] {1, 2}").result("[1, 2]");
    execute("new String[][] {{\"a\"}, {null}}").result("[[a], [null]]");
    execute("new double[0]").result("[]");
    execute("int[] numbers = {3, 1};\nArrays.sort(numbers);\nnumbers").result("[1, 3]");
    execute("numbers[0]").result("1");
    execute("Object[] self = new Object[1]; self[0] = self; self").result("[[...]]");
  }

  @Test
  void charactersOfAllAlphabets() {
    execute("\"Grüße, 世界, 😀\"").result("Grüße, 世界, 😀");
    execute("\"😀\".length()").result("2");
    execute("String größe = \"x\";\ngröße").result("x");
    execute("\"\\u0041\\t\\n\"").result("A\t\n");
    execute("'\\u0000'").result("\0");
  }

  @Test
  void textBlocksKeepTheirLines() {
    execute("\"\"\"\n    one\n      two // not a comment\n    \"\"\"")
        .result("one\n  two // not a comment\n");
  }

  @Test
  void anAssignmentIsAValue() {
    execute("int n = 1;\nn = 5").result("5");
    execute("n++").result("5");
    execute("n += 2").result("8");
    execute("n").result("8");
    execute("n--;").noResult();
    execute("n").result("7");
  }

  @Test
  void aValueIsComputedOnce() {
    execute("int calls = 0; int call() { return ++calls; }");
    execute("call()").result("1");
    execute("call();").noResult();
    execute("calls").result("2");
    execute("new Object() { { calls++; } }.hashCode();");
    execute("calls").result("3");
  }

  @Test
  void generics() {
    execute("List.<String>of()").result("[]");
    execute("Map.of(\"a\", List.of(1, 2))").result("{a=[1, 2]}");
    execute("Optional.empty().isPresent()").result("false");
    execute("Stream.of(3, 1, 2).sorted(Comparator.reverseOrder()).map(i -> i * 2).toList()")
        .result("[6, 4, 2]");
    execute("<T> List<T> twice(T value) { return List.of(value, value); }");
    execute("twice(\"a\")").result("[a, a]");
  }

  @Test
  void aResultIsNotKeptInAVariableOfItsOwn() {
    execute("1 + 1").result("2");
    execute("List.of(1)").result("[1]");

    assertThat(execute("$1").reply().get("status").getAsString()).isEqualTo("error");
  }
}
