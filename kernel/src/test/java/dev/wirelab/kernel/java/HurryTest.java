package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.kernel.Session;
import dev.wirelab.kernel.client.Client;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// People do not wait for one answer before they ask for the next.
@Timeout(60)
class HurryTest extends JavaSession {

  private static final int VARIABLES = 30;

  private int named;

  HurryTest() {
    super(
        Session.java(notebook -> {
          for (int i = 0; i < VARIABLES; i++) {
            notebook.variable("word" + i, String.class, "value " + i);
          }
        }));
  }

  @RepeatedTest(VARIABLES)
  void aCompletionAndThenACellWithoutWaiting() {
    String name = "word" + named;
    var completion =
        session.client.send(
            Client.Line.SHELL, "complete_request", Session.code("(" + name + ").len"));
    var cell = session.begin("\"v\" + " + named);

    cell.end().result("v" + named);
    // Where the cell was first, the name cannot be made for the completion; it is answered all the
    // same.
    assertThat(session.client.await(completion).reply().content().get("status").getAsString())
        .isEqualTo("ok");
    execute(name).result("value " + named);
    named++;
  }

  @RepeatedTest(20)
  void anInterruptBeforeTheCellHasReallyBegun() {
    var cell = session.begin("while (true) {}");
    session.arrived().interrupt();

    cell.end().fails("KeyboardInterrupt");
    execute("1 + 1").result("2");
  }

  @Test
  void anInterruptWhileJavaWarmsUp() {
    try (var cold = Session.java()) {
      var cell = cold.begin("while (true) {}");
      cold.arrived().interrupt();

      cell.end().fails("KeyboardInterrupt");
      cold.execute("1 + 1").result("2");
    }
  }

  @Test
  void anInterruptIsForTheCellThatRunsAndNotForTheNext() {
    for (int i = 0; i < 20; i++) {
      var cell = session.begin("Thread.sleep(100_000);");
      session.arrived().interrupt();
      cell.end().fails("KeyboardInterrupt");
      execute("2 + 2").result("4");
    }
  }
}
