package dev.wirelab.lab;

import static dev.wirelab.lab.Check.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.lab.show.Blackboard;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckTest {

  @Test
  void aFailingOneSaysWhatWasExpectedAndSeenWithoutAStackTrace() {
    assertThatThrownBy(() -> check("the code", 550, 250, "RFC 5321 3.3"))
        .isInstanceOf(CheckFailed.class)
        .hasMessage(
            """
            ✘ not yet: the code
                expected: 550
                seen: 250
                see: RFC 5321 3.3\
            """)
        .satisfies(thrown -> assertThat(thrown.getStackTrace()).isEmpty());
  }

  @Test
  void aPassingOneSaysSo() {
    var out = new ByteArrayOutputStream();
    Check.conclude(
        Blackboard.of(new PrintStream(out, true, StandardCharsets.UTF_8)),
        Outcome.of("the code", "", () -> Finding.compare(550, 550L)),
        null);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("✔ passed: the code\n");
  }

  @Test
  void codeThatThrowsHasNotPassed() {
    assertThatThrownBy(() -> check("the code", 550, () -> Integer.parseInt("five"), "RFC 5321 3.3"))
        .isInstanceOf(CheckFailed.class)
        .hasMessage(
            """
            ✘ not yet: the code
                expected: 550
                seen: an exception: NumberFormatException: For input string: "five"
                see: RFC 5321 3.3\
            """)
        .hasCauseInstanceOf(NumberFormatException.class);
    assertThatThrownBy(() ->
            check(
                "for ever",
                1,
                () -> {
                  throw new StackOverflowError();
                }))
        .isInstanceOf(CheckFailed.class);
  }

  @Test
  void aCheckThatIsAtFaultItselfSaysSoAndHasNotPassed() {
    var fickle =
        new Object() {
          @Override
          public boolean equals(Object other) {
            throw new IllegalStateException("no idea");
          }

          @Override
          public int hashCode() {
            return 0;
          }
        };
    assertThatThrownBy(() -> check("the code", fickle, 550))
        .isInstanceOf(CheckFailed.class)
        .hasMessageContaining("⚠ could not be checked: the code")
        .hasMessageContaining("the check itself broke off: IllegalStateException: no idea");
  }

  @Test
  void comparesArraysAndNamesTypesThatLookAlike() {
    check("octets", new byte[] {1, 2}, new byte[] {1, 2});
    assertThatThrownBy(() -> check("kind", 1, "1"))
        .hasMessageContaining("expected: 1 (Integer)")
        .hasMessageContaining("seen: 1 (String)");
  }

  @Test
  void showsTheEndsOfLines() {
    assertThatThrownBy(() -> check("text", "one\r\ntwo", "one\ntwo\r\n"))
        .hasMessageContaining("expected: one<CRLF>\n      two\n")
        .hasMessageContaining("seen: one<LF>\n      two<CRLF>");
  }

  @Test
  void showsTextsOneBelowTheOtherAndSaysWhatIsEmpty() {
    assertThatThrownBy(() -> check("lines", List.of(), List.of("S: Dear Bob,", "S: I am late.")))
        .hasMessageContaining("expected: nothing\n")
        .hasMessageContaining("seen: S: Dear Bob,\n      S: I am late.");
    assertThatThrownBy(() -> check("numbers", List.of(2), List.of(1, 2)))
        .hasMessageContaining("expected: [2]\n")
        .hasMessageContaining("seen: [1, 2]");
    assertThatThrownBy(() -> check("a text", ".\r\n", ""))
        .hasMessageContaining("seen: an empty text");
    assertThatThrownBy(() -> check("tags", Map.of("a1", "OK"), Map.of()))
        .hasMessageContaining("seen: nothing");
  }

  @Test
  void comparesWithNull() {
    check("nothing", null, (Object) null);
    assertThatThrownBy(() -> check("something", "x", (Object) null))
        .hasMessageContaining("seen: null");
  }
}
