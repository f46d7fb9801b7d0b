package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.kernel.Session.Ran;
import org.junit.jupiter.api.Test;

/// What javac refuses: named by cell, line and column, with a mark under the place.
class CompileErrorsTest extends JavaSession {

  @Test
  void theFirstLine() {
    refused("int x = \"text\";")
        .saying("incompatible types: String cannot be converted to int")
        .tracing("line 1, column 9: incompatible types", marked("int x = \"text\";", 9, 6));
  }

  @Test
  void theCellIsNamedByItsNumber() {
    var ran = refused("undefined");

    ran.tracing("Cell In[" + ran.reply().get("execution_count").getAsInt() + "], line 1, column 1");
  }

  @Test
  void aLaterStatement() {
    refused("int ok = 1;\nint fine = 2; int y = ok + undefined;\n")
        .tracing(
            "line 2, column 28: cannot find symbol",
            marked("int fine = 2; int y = ok + undefined;", 28, 9));
  }

  @Test
  void aLineInsideAStatement() {
    refused("// first\nint f(int n) {\n    return n * \"x\";\n}\n")
        .tracing("line 3, column 12: bad operand types", marked("    return n * \"x\";", 12, 7));
  }

  @Test
  void tabsKeepTheMarkInItsPlace() {
    refused("int g() {\n\treturn\t\"nothing\";\n}")
        .tracing("line 2, column 9: ", "    \treturn\t\"nothing\";\n    \t      \t^~~~~~~~~");
  }

  @Test
  void anExpression() {
    refused("1 + 1;\n  Math.abs(wrong)")
        .tracing("line 2, column 12: ", marked("  Math.abs(wrong)", 12, 5));
    refused("\"a\".foo()").tracing("column 1: cannot find symbol", marked("\"a\".foo()", 1, 7));
    refused("\n\n   \"a\".foo();").tracing("line 3, column 4: ");
  }

  @Test
  void severalErrorsOfAStatement() {
    refused("int h() {\n  int a = \"x\";\n  return true;\n}")
        .tracing("line 2, column 11: incompatible", "line 3, column 10: incompatible");
  }

  @Test
  void anErrorOverSeveralLinesIsMarkedOnItsFirst() {
    refused("int i = List.of(1,\n  2,\n  3);")
        .tracing("line 1, column 9", "    int i = List.of(1,\n            ^~~~~~~~~~");
  }

  @Test
  void aChainOfCallsIsMarkedWhereItBreaks() {
    refused("Stream.of(1, 2)\n  .map(i -> i + 1)\n  .foo()")
        .tracing("line 3, column 3", "      .foo()\n      ^");
  }

  @Test
  void whatIsNotComplete() {
    refused("int j = ;").tracing("line 1, column 9: illegal start of expression");
    refused("for (int k = 0; k < 3; k++) {\n  k++;\n").tracing("line ", ": ");
    refused("\"no end").tracing("line 1, column 1: unclosed string literal");
    refused("int l = (1 + 2;").tracing("line 1, column 15: ')' ");
    refused("class M {").tracing("line 1");
    refused("}").tracing("line 1");
    refused("int int = 3;").tracing("line 1");
    refused("§").tracing("line 1, column 1: illegal character");
  }

  @Test
  void whatJavaForbids() {
    refused("String s = null; s = 3;").tracing("line 1, column 22: ");
    refused("final int fixed = 1;\nvoid set() { int z; z++; }").tracing("line 2, column 21: ");
    refused("throw new Exception(1, 2, 3);").saying("no suitable constructor");
    refused("int n() { }").saying("missing return statement");
    refused("sealed interface Alone {}").tracing("line 1");
    refused("break;").tracing("line 1");
    refused("package here;").tracing("line 1");
  }

  @Test
  void nothingOfAStatementThatWasRefusedRuns() {
    execute("int counter = 0;").ok();
    refused("counter++; counter += undefined;").fails("CompileError");
    execute("counter").result("1");
    refused("counter = 10 + \"text\";");
    execute("counter").result("1");
  }

  @Test
  void emojiBeforeTheError() {
    refused("String e = \"😀\" + wrong;").tracing("line 1, column 19: cannot find symbol");
  }

  @Test
  void jshellIsNotNamed() {
    assertThat(refused("class Q { int n() { return \"x\"; } }").traceback())
        .doesNotContain("REPL", "$JShell", "location: class \n");
    assertThat(refused("wrong").traceback())
        .doesNotContain("REPL", "$JShell")
        .doesNotEndWith("class ");
  }

  @Test
  void warningsAreNoErrors() {
    execute("List raw = new ArrayList(); raw.add(1); raw").result("[1]");
    execute("new Date(2026, 1, 1).getDate()").result("1");
  }

  private Ran refused(String code) {
    return execute(code).fails("CompileError");
  }

  private static String marked(String line, int column, int width) {
    return "    " + line + "\n    " + " ".repeat(column - 1) + "^" + "~".repeat(width - 1);
  }
}
