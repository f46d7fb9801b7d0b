package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTest {

  @Test
  void hasCodeAndText() {
    var reply = Reply.of("550 No such user here");
    assertThat(reply.code()).isEqualTo(550);
    assertThat(reply.text()).isEqualTo("No such user here");
    assertThat(reply).hasToString("550 No such user here");
  }

  @Test
  void spansSeveralLines() {
    var reply = Reply.of("250-foo.com greets bar.com", "250-SIZE", "250 HELP");
    assertThat(reply.code()).isEqualTo(250);
    assertThat(reply.lines()).containsExactly("250-foo.com greets bar.com", "250-SIZE", "250 HELP");
    assertThat(reply.text()).isEqualTo("foo.com greets bar.com\nSIZE\nHELP");
  }

  @ParameterizedTest
  @CsvSource({
    "250, true, false, false, false",
    "354, true, true, false, false",
    "451, false, false, true, false",
    "550, false, false, false, true"
  })
  void isJudgedByItsFirstDigit(
      int code, boolean positive, boolean intermediate, boolean transientNo, boolean permanentNo) {
    var reply = Reply.of(code + " words");
    assertThat(reply.isPositive()).isEqualTo(positive);
    assertThat(reply.isIntermediate()).isEqualTo(intermediate);
    assertThat(reply.isTransientNegative()).isEqualTo(transientNo);
    assertThat(reply.isPermanentNegative()).isEqualTo(permanentNo);
  }

  @Test
  void mayBeACodeAlone() {
    assertThat(Reply.of("250").text()).isEmpty();
    assertThat(Reply.of("250 ").text()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"+OK POP3", "25", "2500 OK", "'250-OK'", "''"})
  void refusesWhatIsNoReply(String line) {
    assertThatThrownBy(() -> Reply.of(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("“" + line + "”")
        .hasMessageContaining("RFC 5321, 4.2.1");
  }

  @Test
  void refusesAReplyThatEndsBeforeItsLastLine() {
    assertThatThrownBy(() -> Reply.of("250 one", "250 two")).hasMessageContaining("“250 one”");
  }

  @Test
  void isShownAsItsLinesWithNothingHidden() {
    var reply = Reply.of("250 \u001b[2J\u202eevil");
    assertThat(reply.mimeBundle().data()).containsEntry("text/plain", "250 ␛[2J\\u202Eevil");
  }

  @Test
  void mayHaveAnEnhancedCode() {
    var reply = Reply.of("550-5.1.1 No such", "550 5.1.1 user here");
    assertThat(reply.enhanced()).isEqualTo("5.1.1");
    assertThat(reply.text()).isEqualTo("No such\nuser here");
    assertThat(Reply.of("250 2.1.5").text()).isEmpty();
    assertThat(Reply.of("250 4.1.1 is a version").enhanced()).isEmpty();
    assertThat(Reply.of("250 4.1.1 is a version").text()).isEqualTo("4.1.1 is a version");
    assertThat(Reply.NONE.enhanced()).isEmpty();
  }
}
