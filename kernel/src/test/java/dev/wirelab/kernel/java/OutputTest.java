package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutputTest extends JavaSession {

  private static final int FLOOD = 200_000;

  @Test
  void aFloodOfLinesIsWholeAndInOrder() {
    var ran = execute("for (int i = 0; i < " + FLOOD + "; i++) System.out.println(i);").ok();

    assertThat(ran.stream("stdout"))
        .isEqualTo(IntStream.range(0, FLOOD).mapToObj(i -> i + "\n").collect(Collectors.joining()));
  }

  @Test
  void stdoutStderrAndDisplaysKeepTheirOrder() {
    var ran =
        execute(
                """
                for (int i = 0; i < 3; i++) {
                  System.out.print("out" + i);
                  System.err.print("err" + i);
                  display("shown" + i);
                }
                "result"\
                """)
            .result("result");

    assertThat(ran.texts())
        .containsExactly(
            "out0", "err0", "shown0", "out1", "err1", "shown1", "out2", "err2", "shown2", "result");
    ran.prints("out0out1out2").complains("err0err1err2");
  }

  @Test
  void linesThatFollowEachOtherComeTogether() {
    var ran = execute("for (int i = 0; i < 1000; i++) System.out.println(i);");

    assertThat(ran.contents("stream")).hasSizeLessThan(20);
  }

  @Test
  void bothStreamsInTurnStayInTurn() {
    var ran =
        execute("for (int i = 0; i < 5000; i++) { System.out.print(i); System.err.print(-i); }")
            .ok();

    var expected = IntStream.range(0, 5000).mapToObj(i -> i + "" + -i).toList();
    assertThat(String.join("", ran.texts())).isEqualTo(String.join("", expected));
  }

  @Test
  void linesOfManyThreadsAreWholeAndEachThreadsInOrder() {
    var ran =
        execute(
                """
                var writers = IntStream.range(0, 8).mapToObj(n -> Thread.ofVirtual().start(() -> {
                  for (int i = 0; i < 2000; i++) (n % 2 == 0 ? System.out : System.err).println(n + " line " + i);
                })).toList();
                for (var writer : writers) writer.join();\
                """)
            .ok();

    for (int n = 0; n < 8; n++) {
      String own = n + " line ";
      var lines = ran.stream(n % 2 == 0 ? "stdout" : "stderr").lines();
      assertThat(lines.filter(line -> line.startsWith(own)))
          .as("lines of thread " + n)
          .isEqualTo(IntStream.range(0, 2000).mapToObj(i -> own + i).toList());
    }
    assertThat((ran.stream("stdout") + ran.stream("stderr")).lines()).hasSize(16_000);
  }

  @Test
  void whatAFailingCellPrintedStandsBeforeItsError() {
    var ran =
        execute("System.out.print(\"last words\");\nint n = 1 / 0;").fails("ArithmeticException");

    assertThat(ran.types()).containsSubsequence("stream", "error", "status");
    ran.prints("last words");
    ran = execute("System.out.print(\"more\"); int n = true;").fails("CompileError").prints("more");
    assertThat(ran.types()).containsSubsequence("stream", "error", "status");
  }

  @Test
  void whatIsNotFlushedIsNotLost() {
    execute("System.out.write('x');").prints("x");
    execute("System.out.append(\"a\").append('b');").prints("ab");
    execute("var w = new PrintWriter(System.out); w.print(\"in a writer\"); w.flush();")
        .prints("in a writer");
  }

  @Test
  void allWaysToPrint() {
    execute(
            "System.out.printf(\"%d %s%n\", 1, \"a\"); System.out.print('c'); System.out.println((Object) null);")
        .prints("1 a\ncnull\n");
    execute("System.out.print(\"no end of line\")").prints("no end of line");
    execute("System.out.println()").prints("\n");
    execute("System.out.print(\"\")").prints("");
    execute("new Exception(\"trace\").printStackTrace()").ok();
    execute("System.out.print(\"a\\rb\\tc\\u001b[1m\")").prints("a\rb\tc\u001b[1m");
  }

  @Test
  void textsOfAllAlphabets() {
    execute("System.out.println(\"Grüße, 世界, 😀\")").prints("Grüße, 世界, 😀\n");
    execute("System.err.print('ß')").complains("ß");
    execute("System.out.print(\"😀\".repeat(20_000))").prints("😀".repeat(20_000));
    execute("System.out.print(\"x\" + \"ß\".repeat(20_000))").prints("x" + "ß".repeat(20_000));
  }

  @Test
  void halfACharacterWaitsForTheOther() {
    var running =
        session.begin(
            """
            for (byte octet : "ß世😀".getBytes("UTF-8")) {
              System.out.write(octet);
              System.err.print(".");
            }\
            """);

    running.end().prints("ß世😀").complains(".".repeat(9));
  }

  @Test
  void aCharacterThatStaysHalfIsShownAsBroken() {
    execute("System.out.print(\"a\"); System.out.write(0xE4); System.out.write(0xB8);")
        .prints("a\uFFFD");
    execute("System.out.write(0xFF); System.out.write('b')").prints("\uFFFDb");
    execute("System.out.write(0xB8); System.out.write(0xC3)").prints("\uFFFD\uFFFD");
    execute("System.out.write(0xE4); throw new Exception();").fails("Exception").prints("\uFFFD");
    execute("System.out.print(\"next\")").prints("next");
  }

  @Test
  void aStreamThatACellClosedPrintsOn() {
    execute("try (var out = new PrintWriter(System.out)) { out.println(\"last\"); }")
        .prints("last\n");
    execute("System.out.print(\"next\"); System.err.close(); System.err.print(\"too\");")
        .prints("next")
        .complains("too");
  }

  @Test
  void standardStreamsThatACellReplaced() {
    execute(
            """
            var screen = System.out;
            var bytes = new ByteArrayOutputStream();
            var own = new PrintStream(bytes);
            own.print("kept");
            bytes.toString()\
            """)
        .result("kept")
        .prints("");
  }
}
