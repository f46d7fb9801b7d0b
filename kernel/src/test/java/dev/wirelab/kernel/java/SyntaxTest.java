package dev.wirelab.kernel.java;

import org.junit.jupiter.api.Test;

/// Statements of each kind, over one line and many.
class SyntaxTest extends JavaSession {

  @Test
  void branches() {
    execute("int n = 3;\nif (n > 2) {\n  n = 10;\n}\nelse {\n  n = 20;\n}\nn").result("10");
    execute("if (n > 100)\n  n = 1;\n\nelse if (n > 5)\n  n = 2;\nelse\n  n = 3;\nn").result("2");
    execute("if (n == 2) n = 7;\nn").result("7");
  }

  @Test
  void loops() {
    execute("for (int i = 0; i < 3; i++) System.out.print(i);").noResult().prints("012");
    execute("for (var word : List.of(\"a\", \"b\")) {\n  System.out.print(word);\n}").prints("ab");
    execute("int down = 3;\nwhile (down-- > 0) System.out.print(down);").prints("210");
    execute("do { down++; } while (down < 5);\ndown").result("5");
    execute("for (;;) { if (++down > 9) break; }\ndown").result("10");
    execute("for (int i = 0, j = 5; i < j; i++, j--) System.out.print(i + j);").prints("555");
  }

  @Test
  void labels() {
    execute(
            """
            int found = 0;
            outer:
            for (int i = 0; i < 5; i++) {
              for (int j = 0; j < 5; j++) {
                if (j == 3) continue outer;
                if (i == 2) break outer;
                found++;
              }
            }
            found\
            """)
        .result("6");
    execute("here: { if (found > 0) break here; found = -1; }\nfound").result("6");
  }

  @Test
  void blocks() {
    execute("{ int inner = 1; System.out.print(inner); }").noResult().prints("1");
    execute("{ }").noResult();
    execute("int inner = 2; { inner++; }\ninner").result("3");
  }

  @Test
  void switchesOfEachKind() {
    execute(
            "int day = 2;\nswitch (day) { case 1: System.out.print(1); break; default: System.out.print(0); }")
        .noResult()
        .prints("0");
    execute("switch (day) { case 1 -> 10; default -> 20; }").result("20");
    execute(
        "var name = switch (day) { case 1 -> \"one\"; default -> { String s = \"other\"; yield s; } };");
    execute("name").result("other");
    execute("int answer = 1 + switch (day) { case 2: yield 41; default: yield 0; };\nanswer")
        .result("42");
    execute("\"switch\".length()").result("6");
    execute(
            "Object o = 7;\nswitch (o) { case Integer i when i > 5 -> \"big\"; case null, default -> \"?\"; }")
        .result("big");
  }

  @Test
  void exceptionsAndResources() {
    execute(
            "try { Object o = List.of().get(0); } catch (IndexOutOfBoundsException e) { System.out.print(\"caught\"); } finally { System.out.print(\"!\"); }")
        .prints("caught!");
    execute("try (var in = new StringReader(\"x\")) { System.out.print((char) in.read()); }")
        .prints("x");
    execute("synchronized (System.out) { System.out.print(1); }").prints("1");
    execute("assert false : \"not enabled\";").noResult();
  }

  @Test
  void lambdas() {
    execute("Runnable r = () -> System.out.print(\"ran\");\nr.run()").prints("ran");
    execute(
            "BiFunction<Integer, Integer, Integer> add = (a, b) -> {\n  int c = a + b;\n  return c;\n};\nadd.apply(1, 2)")
        .result("3");
    execute("Supplier<Supplier<String>> nested = () -> () -> \"deep\";\nnested.get().get()")
        .result("deep");
    execute("Function<String, Integer> length = String::length;\nlength.apply(\"four\")")
        .result("4");
  }

  @Test
  void oneStatementOverManyLines() {
    execute(
            "Stream.of(1, 2, 3)\n    .filter(i -> i > 1)\n    .map(i ->\n        i * 10)\n    .toList()")
        .result("[20, 30]");
    execute("int\nsplit\n=\n5\n;\nsplit").result("5");
    execute("String joined = \"a\"\n    + \"b\";\njoined").result("ab");
  }

  @Test
  void manyStatementsOnOneLine() {
    execute("int p = 1; int q = 2; p += q; p * q").result("6");
    execute("void f() {} f(); int z = 1; z").result("1");
  }

  @Test
  void lineEndsOfOtherSystems() {
    execute("int crlf = 1;\r\ncrlf + 1\r\n").result("2");
  }
}
