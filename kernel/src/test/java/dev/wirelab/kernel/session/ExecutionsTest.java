package dev.wirelab.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.Session;
import dev.wirelab.kernel.Session.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {"print 3", "display 1", "show x", "update x", "clear true", "fail", "hello"})
  void whatASilentCellDoesIsNotBroadcast(String code) {
    assertThat(session.execute(code, "silent", true).types()).containsExactly("status", "status");
  }

  @Test
  void aSilentCellThatFailsSaysSoInItsReply() {
    var reply = session.execute("fail because", "silent", true).reply();

    assertThat(reply.get("status").getAsString()).isEqualTo("error");
    assertThat(reply.get("evalue").getAsString()).isEqualTo("because");
  }

  @Test
  void userExpressionsAreEvaluatedBehindTheCell() {
    var content = Session.code("print 1");
    content.add(
        "user_expressions", Json.object("a", "hello", "b", "fail why", "c", "throw up", "d", ""));

    var ran = session.execute(content).ok().prints("line 0\n");

    var told = ran.reply().getAsJsonObject("user_expressions");
    assertThat(told.get("a"))
        .hasToString("{\"data\":{\"text/plain\":\"hello\"},\"metadata\":{},\"status\":\"ok\"}");
    assertThat(told.get("b"))
        .hasToString(
            "{\"ename\":\"EchoError\",\"evalue\":\"why\",\"traceback\":[\"line 1\",\"line 2\"],\"status\":\"error\"}");
    assertThat(told.getAsJsonObject("c").get("ename").getAsString())
        .isEqualTo("StackOverflowError");
    assertThat(told.get("d")).hasToString("{\"data\":{},\"metadata\":{},\"status\":\"ok\"}");
    assertThat(ran.types()).containsExactly("status", "execute_input", "stream", "status");
  }

  @Test
  void aCellThatFailsHasNoUserExpressions() {
    var content = Session.code("fail");
    content.add("user_expressions", Json.object("a", "hello"));

    assertThat(session.execute(content).fails("EchoError").reply().has("user_expressions"))
        .isFalse();
  }

  @Test
  void whatIsToBePagedComesWithTheReply() {
    var ran = session.execute("page long story").noResult();

    assertThat(ran.reply().getAsJsonArray("payload"))
        .hasToString(
            "[{\"data\":{\"text/plain\":\"long story\"},\"transient\":{},\"source\":\"page\",\"start\":0}]");
    assertThat(ran.contents("display_data")).isEmpty();
  }

  @Test
  void aDisplayCarriesItsIdAndCanBeReplaced() {
    var shown = session.execute("show x").contents("display_data").getFirst();
    assertThat(shown.get("transient")).hasToString("{\"display_id\":\"id of x\"}");

    var update = session.execute("update x").contents("update_display_data").getFirst();
    assertThat(update.get("transient")).hasToString("{\"display_id\":\"id of x\"}");
    assertThat(update.get("data")).hasToString("{\"text/plain\":\"x!\"}");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void outputCanBeCleared(boolean wait) {
    var clear = session.execute("clear " + wait).noResult().contents("clear_output");

    assertThat(clear).hasSize(1).first().hasToString("{\"wait\":" + wait + "}");
  }

  @Test
  void aQuestionGoesToTheFrontEndThatAskedForTheCell() {
    session.beginAsking("ask Name?").typing("Name?", "Jones").end().result("Jones");
    var cell = session.beginAsking("password Secret?");
    session.answer(cell.asking("Secret?", true), "42");
    cell.end().result("42");
  }

  @Test
  void withoutLeaveToAskACellFails() {
    session.execute("ask Name?").fails("StdinNotImplementedException");
    session.execute("ask Name?", "allow_stdin", false).fails("StdinNotImplementedException");
  }

  private static int count(Ran ran) {
    return ran.reply().get("execution_count").getAsInt();
  }
}
