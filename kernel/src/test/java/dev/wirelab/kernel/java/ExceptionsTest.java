package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.kernel.Session.Ran;
import org.junit.jupiter.api.Test;

/// What cells throw: named by kind, told with the lines of the cells that it came through.
class ExceptionsTest extends JavaSession {

  @Test
  void theLineThatThrew() {
    var ran = execute("int zero = 0;\nint one = 1;\none / zero").fails("ArithmeticException");

    ran.saying("/ by zero")
        .tracing("ArithmeticException: / by zero", in(count(ran), 3) + ": one / zero");
  }

  @Test
  void aStatementAmongOthers() {
    var ran =
        execute("System.out.println(1);\n\n  throw new IllegalStateException(\"so\");")
            .fails("IllegalStateException")
            .prints("1\n");

    ran.saying("so").tracing(in(count(ran), 3) + ": throw new IllegalStateException(\"so\");");
  }

  @Test
  void methodsOfEarlierCellsAreNamed() {
    int outer = count(execute("// outer\nint outer(int n) {\n  return inner(n) + 1;\n}"));
    int inner = count(execute("int inner(int n) {\n\n  return 1 / n;\n}"));
    var ran = execute("\nouter(0)").fails("ArithmeticException");

    assertThat(ran.traceback())
        .isEqualTo(
            """
            ArithmeticException: / by zero
                at %s, in inner: return 1 / n;
                at %s, in outer: return inner(n) + 1;
                at %s: outer(0)\
            """
                .formatted(in(inner, 3), in(outer, 3), in(count(ran), 2)));
  }

  @Test
  void classesOfEarlierCellsAreNamed() {
    int cell =
        count(
            execute(
                "class Machine {\n  void run() {\n    throw new RuntimeException(\"jam\");\n  }\n}"));
    var ran = execute("var machine = new Machine();\nmachine.run();").fails("RuntimeException");

    ran.tracing(in(cell, 3) + ", in run: throw", in(count(ran), 2) + ": machine.run();");
  }

  @Test
  void aSilentCellDoesNotTakeTheNumberOfAnother() {
    int cell = count(execute("int risky(int n) {\n  return 2 / n;\n}"));
    session.execute("int quiet = 1;\nint quieter = 2;", "silent", true).ok();
    session.execute("int unstored = 1;", "store_history", false).ok();

    execute("risky(0)")
        .fails("ArithmeticException")
        .tracing(in(cell, 2) + ", in risky: return 2 / n;");
  }

  @Test
  void lambdasAreNamedByTheirLine() {
    var ran =
        execute("Stream.of(1, 0)\n  .map(n -> 5 / n)\n  .toList()").fails("ArithmeticException");

    ran.tracing(in(count(ran), 2));
  }

  @Test
  void causesAreShown() {
    var ran =
        execute(
                """
                void low() { throw new IllegalArgumentException("low"); }
                void high() {
                  try { low(); } catch (RuntimeException e) { throw new IllegalStateException("high", e); }
                }
                high();\
                """)
            .fails("IllegalStateException");

    ran.saying("high")
        .tracing(
            "IllegalStateException: high",
            in(count(ran), 3) + ", in high",
            "Caused by: IllegalArgumentException: low",
            in(count(ran), 1) + ", in low");
  }

  @Test
  void ownExceptionsHaveTheirOwnNames() {
    execute("class Jam extends Exception { Jam(String m) { super(m); } }\nthrow new Jam(\"red\");")
        .fails("Jam")
        .saying("red")
        .tracing("Jam: red");
    execute("throw new RuntimeException(\"anonymous\") {};").fails("RuntimeException");
  }

  @Test
  void aResultThatCannotBeShown() {
    var ran =
        execute(
            """
            class Shy {
              @Override public String toString() {
                throw new IllegalStateException("no");
              }
            }
            new Shy()\
            """);

    ran.fails("IllegalStateException")
        .tracing(in(count(ran), 3) + ", in toString: throw new IllegalStateException(\"no\");");
    int loop = count(execute("class Endless { public String toString() { return \"\" + this; } }"));
    execute("new Endless()").fails("StackOverflowError").tracing(in(loop, 1) + ", in toString");
  }

  @Test
  void aTraceThatACellPrints() {
    int low =
        count(execute("void low() throws IOException {\n  throw new IOException(\"lost\");\n}"));
    var ran = execute("try {\n  low();\n} catch (IOException e) {\n  e.printStackTrace();\n}").ok();

    ran.complains(
        """
        IOException: lost
            at %s, in low: throw new IOException("lost");
            at %s: low();
        """
            .formatted(in(low, 2), in(count(ran), 2)));
    execute("Optional.of(new Exception(\"alone\")).ifPresent(Throwable::printStackTrace);")
        .complains(
            "Exception: alone\n    at "
                + in(count(ran) + 1, 1)
                + ": Optional.of(new Exception(\"alone\")).ifPresent(Throwable::printStackTrace);\n");
  }

  @Test
  void aTraceInFull() {
    var ran = execute("new Exception(\"all\").printStackTrace(System.out);").ok();

    assertThat(ran.stream("stdout")).startsWith("java.lang.Exception: all\n\tat ");
    execute(
            """
            class Own extends Exception {
              @Override public void printStackTrace() { System.err.print("my way"); }
            }
            Exception own = new Own();
            own.printStackTrace();\
            """)
        .complains("my way");
  }

  @Test
  void whatIsNullIsCalledByItsName() {
    execute(
            "int size(String text) {\n  String line = text;\n  return line.length();\n}\nsize(null)")
        .fails("NullPointerException")
        .saying("because \"line\" is null");
    execute("Function<String, Integer> sized = text -> text.length();\nsized.apply(null)")
        .fails("NullPointerException")
        .saying("because \"text\" is null");
    execute("for (String each : Arrays.asList(\"a\", null)) each.length();")
        .fails("NullPointerException")
        .saying("because \"each\" is null");
  }

  @Test
  void withoutAMessageTheNameIsAll() {
    var ran = execute("throw new RuntimeException();").fails("RuntimeException");

    assertThat(ran.traceback()).startsWith("RuntimeException\n").doesNotContain("null");
  }

  @Test
  void aMessageOfManyLinesKeepsThem() {
    execute("throw new RuntimeException(\"one\\ntwo\");")
        .fails("RuntimeException")
        .tracing("one\ntwo");
  }

  @Test
  void exceptionsOfTheLibraryAreNamedByTheCellsLine() {
    var ran = execute("List.of(1)\n  .get(7)").fails("IndexOutOfBoundsException");

    ran.saying("7").tracing(in(count(ran), 2) + ": .get(7)");
  }

  @Test
  void anInitialiserThatThrows() {
    var ran =
        execute("class Bad { static int n = 1 / 0; }\nBad.n").fails("ExceptionInInitializerError");

    ran.tracing("Caused by: ArithmeticException: / by zero", in(count(ran), 1));
  }

  @Test
  void whatWasSuppressedIsShown() {
    var ran =
        execute(
                """
                class Door implements AutoCloseable {
                  public void close() { throw new IllegalStateException("stuck"); }
                }
                try (var door = new Door()) {
                  throw new RuntimeException("fire");
                }\
                """)
            .fails("RuntimeException");

    ran.saying("fire")
        .tracing(
            "RuntimeException: fire\n    at " + in(count(ran), 5),
            "    Suppressed: IllegalStateException: stuck\n        at "
                + in(count(ran), 2)
                + ", in close");
  }

  @Test
  void circlesOfCausesEnd() {
    execute(
            "var one = new Exception(\"one\"); var two = new Exception(\"two\", one); one.initCause(two); one.addSuppressed(two); throw one;")
        .fails("Exception")
        .saying("one")
        .tracing("Exception: one", "Caused by: Exception: two");
  }

  @Test
  void anExceptionThatCannotTellIsToldOf() {
    execute(
            "class Mute extends RuntimeException { public String getMessage() { throw new Error(); } public Throwable getCause() { throw new Error(); } }\nthrow new Mute();")
        .fails("Mute")
        .saying("(its getMessage() failed too: java.lang.Error)");
  }

  @Test
  void endlessRecursionIsShort() {
    var ran =
        execute(
                "int down(int n) {\n  return up(n) + 1;\n}\nint up(int n) { return down(n) + 1; }\ndown(0)")
            .fails("StackOverflowError");

    assertThat(ran.traceback().lines()).hasSizeBetween(3, 6);
    ran.tracing(
        ", in down: return up(n) + 1;", ", in up: ", "again and again, 1024 calls deep or more");
  }

  @Test
  void namesAreTheCellsOwn() {
    execute("String none = null;\nnone.length()")
        .fails("NullPointerException")
        .saying("Cannot invoke \"String.length()\" because \"none\" is null");
    execute("enum Size { S }\nSize.valueOf(\"XL\")").saying("No enum constant Size.XL");
    execute("Object five = 5; (String) five")
        .saying("class java.lang.Integer cannot be cast to class java.lang.String");
  }

  @Test
  void withoutAMessageOfItsOwnTheCauseSpeaks() {
    execute("class Ill { static { int n = 1 / 0; } }\nnew Ill()")
        .fails("ExceptionInInitializerError")
        .saying("ArithmeticException: / by zero")
        .tracing(", in the static initialiser: class Ill");
  }

  @Test
  void aThreadThatDiesIsToldOfInTheSameWords() {
    int cell = count(execute("// method\nint third(int n) { return 1 / n; }"));
    var ran = execute("\nThread.ofPlatform().name(\"worker\").start(() -> third(0)).join();").ok();

    ran.complains(
        """
        Exception in thread worker: ArithmeticException: / by zero
            at %s, in third: int third(int n) { return 1 / n; }
            at %s: Thread.ofPlatform().name("worker").start(() -> third(0)).join();
        """
            .formatted(in(cell, 2), in(count(ran), 2)));
  }

  @Test
  void coloursSayNothingMore() {
    var ran = execute("throw new IllegalStateException(\"one\\ntwo\");");
    var content = ran.contents("error").getFirst();
    var first = content.getAsJsonArray("traceback").get(0).getAsString();

    assertThat(first).isEqualTo("\u001b[1mIllegalStateException: one\u001b[0m");
    assertThat(ran.traceback())
        .startsWith(
            content.get("ename").getAsString()
                + ": "
                + content.get("evalue").getAsString()
                + "\n    at Cell In[");
  }

  @Test
  void variablesAreIntactAfterIt() {
    execute("var kept = new ArrayList<>(List.of(1));").ok();
    execute("kept.add(2); kept.get(9); kept.add(3);").fails("IndexOutOfBoundsException");
    execute("kept").result("[1, 2]");
  }

  private static int count(Ran ran) {
    return ran.reply().get("execution_count").getAsInt();
  }

  private static String in(int cell, int line) {
    return "Cell In[" + cell + "], line " + line;
  }
}
