package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many statements in a cell, which are compiled together where they can be: nobody is to notice.
class BatchTest extends JavaSession {

  @Test
  void allThatComesBeforeAFailureHasHappened() {
    var ran = execute("int a = 0;\na++;\na += 1 / (a - 1);\na = 100;").fails("ArithmeticException");

    assertThat(ran.traceback()).contains("line 3: a += 1 / (a - 1);");
    execute("a").result("1");
  }

  @Test
  void allThatComesBeforeWhatDoesNotCompileHasHappened() {
    execute("int b = 0;\nb++;\nb++; b += unknown;\nb = 100;")
        .fails("CompileError")
        .tracing("line 3, column 11: cannot find symbol");
    execute("b").result("2");
  }

  @Test
  void whatFollowsAThrowIsNotReached() {
    execute(
            "System.out.println(1);\nthrow new IllegalStateException(\"so\");\nSystem.out.println(2);")
        .fails("IllegalStateException")
        .prints("1\n")
        .tracing("line 2: throw new");
  }

  @Test
  void aPatternNamesNothingForTheNextStatement() {
    execute("Object o = \"text\"; String s = \"own\";").ok();
    execute("if (!(o instanceof String s)) throw new Error();\nSystem.out.println(s);")
        .prints("own\n");
  }

  @Test
  void branchesAndLoopsBetweenThem() {
    execute(
            """
            int c = 0;
            c++;
            for (int i = 0; i < 3; i++) { c += i; }
            if (c > 3)
              c *= 2;
            else
              c = -1;
            try { c /= 0; } catch (ArithmeticException e) { c++; } // caught
            while (c < 20) c++;
            c -= 1;
            c\
            """)
        .result("19");
  }

  @Test
  @Timeout(60)
  void aThousandStatementsAreQuick() {
    execute("int d = 0;").ok();
    execute("d += 1;\n".repeat(3_000) + "d").result("3000");
  }
}
