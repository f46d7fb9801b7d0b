package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.kernel.Session;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What code of cells throws on threads that no cell waits for, as an extension can tell it.
class ToldTest extends JavaSession {

  ToldTest() {
    super(
        Session.java(notebook ->
            notebook.variable(
                "teller",
                Function.class,
                (Function<Throwable, Object>) failure -> notebook.told(failure).orElseThrow())));
  }

  /// Runs a cell that ends with what was told; cells are named by how long ago they were.
  private String told(String code) {
    var ran = execute(code).ok();
    int last = ran.reply().get("execution_count").getAsInt();
    return ran.data("execute_result")
        .get("text/plain")
        .getAsString()
        .replace("In[" + last + "]", "In[now]")
        .replace("In[" + (last - 1) + "]", "In[before]");
  }

  @Test
  void namesTheLinesOfCells() {
    execute(
            """
            int divide(int by) {
              return 1 /
                  by;
            }
            """)
        .ok();
    assertThat(
            told(
                """
                // A remark.
                var told = new CompletableFuture<Object>();
                Thread.startVirtualThread(() -> {
                  try {
                    divide(0);
                  } catch (ArithmeticException e) {
                    told.complete(teller.apply(new IllegalStateException("broke", e)));
                  }
                });
                told.get()
                """))
        .isEqualTo(
            """
            IllegalStateException: broke
                at Cell In[now], line 7: told.complete(teller.apply(new IllegalStateException("broke", e)));
            Caused by: ArithmeticException: / by zero
                at Cell In[before], line 2, in divide: return 1 /
                at Cell In[now], line 5: divide(0);\
            """);
  }

  @Test
  void namesTheLinesOfClasses() {
    assertThat(
            told(
                """
                class Worker implements Runnable {
                  Object told;
                  public void run() {
                    try {
                      Objects.requireNonNull(null, "nothing");
                    } catch (NullPointerException e) {
                      told = teller.apply(e);
                    }
                  }
                }
                var worker = new Worker();
                var thread = new Thread(worker);
                thread.start();
                thread.join();
                worker.told
                """))
        .isEqualTo(
            """
            NullPointerException: nothing
                at Cell In[now], line 5, in run: Objects.requireNonNull(null, "nothing");\
            """);
  }

  @Test
  void namesTheLineOfAStatement() {
    assertThat(told("teller.apply(new Error(\"plain\"))"))
        .isEqualTo("Error: plain\n    at Cell In[now], line 1: teller.apply(new Error(\"plain\"))");
  }
}
