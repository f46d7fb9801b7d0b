package dev.wirelab.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.Session.Ran;
import org.junit.jupiter.api.Test;

class ExecutionsTest extends EchoSession {

  @Test
  void cellsRunInTheOrderOfTheirRequests() {
    var first = session.begin("wait").printing();
    var second = session.begin("second");
    var third = session.begin("third");
    assertThat(session.client.broadcasts(second.request)).isEmpty();

    session.arrived().interrupt();

    first.end().fails("KeyboardInterrupt");
    second.end().aborted();
    third.end().aborted();
  }

  @Test
  void aFailureAbortsWhatWaitsBehindIt() {
    var first = session.begin("wait").printing();
    var failing = session.begin("fail", "stop_on_error", true);
    var waiting = session.begin("hello");

    session.arrived().interrupt();

    first.end().fails("KeyboardInterrupt");
    failing.end().aborted();
    var aborted = waiting.end().aborted();
    assertThat(aborted.types()).containsExactly("status", "status");
    assertThat(states(aborted.exchange)).containsExactly("busy", "idle");
    session.execute("hello").result("hello");
  }

  @Test
  void withoutStopOnErrorTheQueueGoesOn() {
    var first = session.begin("wait", "stop_on_error", false).printing();
    var failing = session.begin("fail", "stop_on_error", false);
    var waiting = session.begin("hello");

    session.arrived().interrupt();

    first.end().fails("KeyboardInterrupt");
    failing.end().fails("EchoError");
    waiting.end().result("hello");
  }

  @Test
  void anInterpreterThatThrowsAnErrorStillGetsReplyAndIdle() {
    var ran = session.execute("throw up").fails("StackOverflowError").saying("up");

    assertThat(states(ran.exchange)).containsExactly("busy", "idle");
    session.execute("hello").result("hello");
  }

  @Test
  void aResultThatCannotBeSentStillGetsReplyAndIdle() {
    var ran = session.execute("bundle").fails("AssertionError").saying("no text");

    assertThat(ran.types()).containsExactly("status", "execute_input", "error", "status");
    session.execute("hello").result("hello");
  }

  @Test
  void everyCellCounts() {
    int before = count(session.execute("hello"));

    assertThat(count(session.execute("fail"))).isEqualTo(before + 1);
    assertThat(count(session.execute(""))).isEqualTo(before + 2);
  }

  @Test
  void aCellThatIsNotStoredDoesNotCount() {
    int before = count(session.execute("hello"));

    var ran = session.execute("hello", "store_history", false).result("hello");

    assertThat(count(ran)).isEqualTo(before);
    assertThat(ran.types()).contains("execute_input");
    assertThat(count(session.execute("hello"))).isEqualTo(before + 1);
  }

  @Test
  void aSilentCellShowsNothingAndDoesNotCount() {
    int before = count(session.execute("hello"));

    var ran = session.execute("hello", "silent", true).ok();

    assertThat(ran.types()).containsExactly("status", "status");
    assertThat(count(session.execute("hello"))).isEqualTo(before + 1);
  }

  @Test
  void theReplyHasTheFieldsThatFrontEndsRead() {
    var reply = session.execute("hello").reply();

    assertThat(reply.get("user_expressions")).isEqualTo(new JsonObject());
    assertThat(reply.getAsJsonArray("payload")).isEmpty();
  }

  private static int count(Ran ran) {
    return ran.reply().get("execution_count").getAsInt();
  }
}
