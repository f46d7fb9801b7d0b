package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Cells that do their worst: an error in the cell, and the kernel goes on with all its variables.
class HostileCellsTest extends JavaSession {

  @BeforeEach
  void aVariable() {
    execute("int kept = 41;").ok();
  }

  @AfterEach
  void theKernelIsUsable() {
    execute("kept + 1").result("42");
    execute("System.out.print(\"out\")").prints("out");
  }

  @Test
  void anErrorInToString() {
    execute("new Object() { public String toString() { throw new AssertionError(\"no text\"); } }")
        .fails("AssertionError")
        .saying("no text");
    execute(
            "class Mute { public String toString() { throw new StackOverflowError(); } }\nnew Mute()")
        .fails("StackOverflowError");
    execute("display(new Mute());").fails("StackOverflowError");
    execute("List.of(new Mute())").result("[(toString() threw java.lang.StackOverflowError)]");
  }

  @Test
  void aToStringThatIsNull() {
    execute("new Object() { public String toString() { return null; } }").result("null");
  }

  @Test
  void endlessRecursion() {
    execute("int deeper(int n) { return deeper(n + 1) + 1; }").ok();
    execute("deeper(0)").fails("StackOverflowError").tracing("in deeper: int deeper(int n)");
    execute("deeper(0);").fails("StackOverflowError");
  }

  @Test
  void aListThatHoldsItself() {
    execute("List<Object> self = new ArrayList<>(); self.add(self); self")
        .result("[(this Collection)]");
    execute(
            "Map<Object, Object> a = new HashMap<>(), b = new HashMap<>(); a.put(1, b); b.put(1, a); a")
        .result("{1={1=(this Map)}}");
  }

  @Test
  void anArrayBeyondAllMemory() {
    execute("new long[Integer.MAX_VALUE]").fails("OutOfMemoryError");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "System.exit(1)",
        "System.exit(0);",
        "Runtime.getRuntime().exit(1);",
        "Runtime.getRuntime().halt(1);",
        "new Object() { void leave() { System.exit(3); } }.leave();",
        "((Runnable) () -> System.exit(3)).run();",
        "IntConsumer leave = System::exit; leave.accept(3);",
        "IntConsumer leave = Runtime.getRuntime()::exit; leave.accept(3);",
        "IntConsumer leave = Runtime.getRuntime()::halt; leave.accept(3);",
        "try { System.exit(1); } catch (Exception e) { }"
      })
  void theWayOut(String code) {
    execute(code).fails("ExitRefused").saying("would end the kernel").tracing("Cell In[");
  }

  @Test
  @SuppressWarnings("removal")
  void thrownThingsOfEachKind() {
    execute("throw new ThreadDeath();").fails("ThreadDeath");
    execute("throw new Error(\"plain\");").fails("Error").saying("plain");
    execute("throw new LinkageError(\"linked\");").fails("LinkageError");
    execute("throw new VirtualMachineError(\"vm\") {};").fails("VirtualMachineError");
    execute("throw new Throwable(\"bare\");").fails("Throwable").saying("bare");
    execute("throw new InterruptedException(\"own\");").fails("InterruptedException").saying("own");
    execute("throw null;").fails("NullPointerException");
    execute("Thread.currentThread().interrupt();").ok();
    execute("{ Thread.currentThread().interrupt(); Thread.sleep(1); }")
        .fails("InterruptedException");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "String getMessage() { throw new AssertionError(); }#getMessage() failed",
        "String getMessage() { throw new StackOverflowError(); }#getMessage() failed",
        "String getMessage() { return null; }#Trap",
        "String getLocalizedMessage() { throw new Error(); }#Trap",
        "String toString() { throw new Error(); }#Trap",
        "StackTraceElement[] getStackTrace() { return null; }#Trap: set",
        "StackTraceElement[] getStackTrace() { throw new Error(); }#Trap: set",
        "StackTraceElement[] getStackTrace() { return new StackTraceElement[] {null}; }#Trap: set",
        "Throwable getCause() { throw new Error(); }#Trap: set",
        "Throwable getCause() { return this; }#Trap: set",
        "Throwable getCause() { return Math.random() < 0.5 ? this : null; }#Trap: set",
        "Throwable getCause() { return new RuntimeException(\"new\"); }#Caused by: RuntimeException: new"
      })
  void exceptionsThatAreTraps(String method, String told) {
    execute(
        "class Trap extends RuntimeException { Trap() { super(\"set\"); } public " + method + " }");

    execute("throw new Trap();").fails("Trap").tracing(told);
  }

  @Test
  void causesInACircleAreToldOnce() {
    var ran =
        execute(
                """
                var egg = new RuntimeException("egg");
                egg.initCause(new RuntimeException("hen", egg));
                throw egg;\
                """)
            .fails("RuntimeException");

    ran.tracing("egg", "Caused by: RuntimeException: hen");
    assertThat(ran.traceback()).containsOnlyOnce("RuntimeException: egg");
  }

  @Test
  void aTrapThatNeverEndsCanBeInterrupted() {
    execute(
            """
            class Tar extends RuntimeException {
              public String getMessage() { System.out.println("stuck"); for (;;) {} }
            }\
            """)
        .ok();
    var running = session.begin("throw new Tar();").printing();

    session.interrupt();

    running.end().fails("KeyboardInterrupt").prints("stuck\n");
  }

  @Test
  void aClassThatTakesTheKernelsOwnNames() {
    execute("class Handover { static void result(Object o) {} }\n1 + 1").result("2");
    execute("class Object2 {}\nint dev = 3;\ndev + 1").result("4");
    execute("dev + 2").result("5");
    execute("/reset").fails("CompileError");
  }
}
