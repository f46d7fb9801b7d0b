package dev.wirelab.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HistoryTest extends EchoSession {

  @BeforeAll
  void aSessionOfSixCells() {
    session.execute("one");
    session.execute("two");
    session.execute("one\nand more");
    session.execute("three [\\E]");
    session.execute("fail");
    session.execute("two");
    session.execute("not kept", "store_history", false);
    session.execute("nor this", "silent", true);
  }

  @Test
  void tailIsTheLastCells() {
    assertThat(history("hist_access_type", "tail", "n", 2)).containsExactly("5 fail", "6 two");
    assertThat(history("hist_access_type", "tail", "n", 99)).hasSize(6);
    assertThat(history("hist_access_type", "tail", "n", 0)).isEmpty();
    assertThat(history("hist_access_type", "tail", "n", -1)).isEmpty();
    assertThat(history()).hasSize(6).last().isEqualTo("6 two");
  }

  @Test
  void rangeEndsBeforeItsStop() {
    assertThat(history("hist_access_type", "range", "start", 1, "stop", 3))
        .containsExactly("1 one", "2 two");
    assertThat(history("hist_access_type", "range", "start", 5)).containsExactly("5 fail", "6 two");
    assertThat(history("hist_access_type", "range", "session", 7, "start", 1)).isEmpty();
  }

  @Test
  void searchKnowsStarAndQuestionMark() {
    assertThat(history("hist_access_type", "search", "pattern", "t*"))
        .containsExactly("2 two", "4 three [\\E]", "6 two");
    assertThat(history("hist_access_type", "search", "pattern", "?ne*more"))
        .containsExactly("3 one\nand more");
    assertThat(history("hist_access_type", "search", "pattern", "*", "n", 1))
        .containsExactly("6 two");
  }

  @Test
  void allElseInAPatternMeansItself() {
    assertThat(history("hist_access_type", "search", "pattern", "*[\\E]*"))
        .containsExactly("4 three [\\E]");
    assertThat(history("hist_access_type", "search", "pattern", "\\E(")).isEmpty();
    assertThat(history("hist_access_type", "search", "pattern", "...")).isEmpty();
  }

  @Test
  void uniqueKeepsTheLatest() {
    assertThat(history("hist_access_type", "search", "pattern", "t*", "unique", true))
        .containsExactly("4 three [\\E]", "6 two");
  }

  @Test
  void outputIsTheTextOfTheResult() {
    assertThat(ask("hist_access_type", "tail", "n", 2, "output", true))
        .hasToString("[[0,5,[\"fail\",null]],[0,6,[\"two\",\"two\"]]]");
    assertThat(ask("hist_access_type", "range", "start", 1, "stop", 2, "output", true))
        .hasToString("[[0,1,[\"one\",\"one\"]]]");
    assertThat(ask("hist_access_type", "search", "pattern", "fail", "output", true))
        .hasToString("[[0,5,[\"fail\",null]]]");
  }

  private List<String> history(Object... content) {
    return ask(content).asList().stream()
        .map(JsonElement::getAsJsonArray)
        .map(entry -> entry.get(1).getAsInt() + " " + entry.get(2).getAsString())
        .toList();
  }

  private JsonArray ask(Object... content) {
    JsonObject reply = session.ask("history_request", Json.object(content));
    assertThat(reply.get("status").getAsString()).isEqualTo("ok");
    return reply.getAsJsonArray("history");
  }
}
