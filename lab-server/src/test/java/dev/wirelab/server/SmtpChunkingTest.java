package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The text in chunks of known length, without a lone dot. RFC 3030.
class SmtpChunkingTest extends SmtpTest {

  SmtpChunkingTest() {
    super(all());
  }

  private Conversation envelope() {
    return greeted()
        .goes("C: MAIL FROM:<Smith@foo.com>\nS: 250 *\nC: RCPT TO:<Jones@foo.com>\nS: 250 *");
  }

  @Test
  void aMailInOneChunk() {
    try (var client = envelope()) {
      client.sends("BDAT 22 LAST\r\nSubject: x\r\n\r\nHello!\r\n").hears("250 2.0.0 OK");
    }
    assertThat(storedText()).containsExactly("Subject: x\r\n\r\nHello!\r\n");
  }

  @Test
  void aMailInPiecesThatEndAnywhere() {
    try (var client = envelope()) {
      client.sends("BDAT 11\r\nSubject: x\r").hears("250 2.0.0 11 octets received");
      client.sends("BDAT 0\r\n").hears("250 2.0.0 0 octets received");
      client.sends("BDAT 5\r\n\n\r\nHe").hears("250 2.0.0 5 octets received");
      client.sends("BDAT 6\r\nllo!\r\n").hears("250 2.0.0 6 octets received");
      client.sends("BDAT 0 LAST\r\n").hears("250 2.0.0 OK").goes("C: QUIT\nS: 221 *\nclosed");
    }
    assertThat(storedText()).containsExactly("Subject: x\r\n\r\nHello!\r\n");
  }

  @Test
  void dotsMeanNothing() {
    try (var client = envelope()) {
      client.sends("BDAT 19 last\r\nSubject: x\r\n\r\n.\r\n..").hears("250 *");
      client.goes("C: NOOP\nS: 250 *");
    }
    assertThat(storedText()).containsExactly("Subject: x\r\n\r\n.\r\n..\r\n");
  }

  @Test
  void allMayComeAtOnce() {
    try (var client = greeted()) {
      client.sends(
          "MAIL FROM:<>\r\nRCPT TO:<Jones@foo.com>\r\nBDAT 6\r\nHello\rBDAT 3 LAST\r\n\n\r\nQUIT\r\n");
      client.goes("S: 250 *\nS: 250 *\nS: 250 2.0.0 6 *\nS: 250 2.0.0 OK\nS: 221 *\nclosed");
    }
    assertThat(storedText()).containsExactly("\r\nHello\r\n\r\n");
  }

  @Test
  void aChunkComesEvenIfItCannotBeTaken() {
    try (var client = greeted()) {
      client.sends("BDAT 6 LAST\r\nNOOP\r\n").hears("503 5.5.1 *").goes("C: NOOP\nS: 250 *");
      client.sends("MAIL FROM:<>\r\nBDAT 6 LAST\r\nNOOP\r\n").hears("250 *").hears("503 5.5.1 *");
      client.sends("RCPT TO:<Green@foo.com>\r\nBDAT 6 LAST\r\nNOOP\r\n");
      client.hears("550 5.1.1 *").hears("554 5.5.1 *").goes("C: VRFY x\nS: 252 *");
    }
    assertThat(stored()).isEmpty();
  }

  @Test
  void dataAndBdatDoNotMix() {
    try (var client = envelope()) {
      client.sends("BDAT 1\r\nx").hears("250 *").goes("C: DATA\nS: 503 5.5.1 *");
      client.goes("C: RCPT TO:<Smith@foo.com>\nS: 503 5.5.1 *\nC: RSET\nS: 250 *");
      client.sends("BDAT 1 LAST\r\nx").hears("503 5.5.1 *");
    }
    assertThat(stored()).isEmpty();
  }

  @Test
  void tooMuchIsReadAndRefused() {
    var half = "x".repeat(3 * 1024 * 1024);
    try (var client = envelope()) {
      client.sends("BDAT " + half.length() + "\r\n" + half).hears("250 *");
      client.sends("BDAT " + half.length() + "\r\n" + half).hears("552 5.3.4 Message too big*");
      client.sends("BDAT 1 LAST\r\nx").hears("503 5.5.1 *");
    }
    assertThat(stored()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb\r\n", "a\rb\r\n", "\n", "a\r"})
  void aBareCrOrLfIsRefused(String text) {
    try (var client = envelope()) {
      client.sends("BDAT " + text.length() + " LAST\r\n" + text).hears("554 5.6.0 *");
      client.goes("C: NOOP\nS: 250 *");
    }
    assertThat(stored()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"BDAT", "BDAT x", "BDAT -1", "BDAT 1 FIRST", "BDAT 1LAST", "BDAT 1 LAST x"})
  void badSyntaxIs501(String line) {
    try (var client = envelope()) {
      client.goes(
          "C: " + line + "\nS: 501-5.5.4 *\nS: 501 5.5.4 Syntax: BDAT *\nC: NOOP\nS: 250 *");
    }
  }

  @Test
  void theClientDropsInAChunkAndNothingIsStored() {
    try (var client = envelope()) {
      client.sends("BDAT 10 LAST\r\nHello").sendsNoMore().isClosed();
    }
    assertThat(stored()).isEmpty();
  }
}
