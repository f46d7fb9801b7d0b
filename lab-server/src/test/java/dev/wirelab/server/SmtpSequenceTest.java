package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes before what, and what begins anew. RFC 5321, 3.3 and 4.1.4.
class SmtpSequenceTest extends SmtpTest {

  @Test
  void wrongOrderIs503() {
    try (var client = connected()) {
      client.goes(
          """
          C: MAIL FROM:<Smith@bar.com>
          S: 503 Bad sequence of commands: say EHLO first *
          C: RCPT TO:<Jones@foo.com>
          S: 503 *
          C: DATA
          S: 503 *
          C: HELO bar.com
          S: 250 *
          C: RCPT TO:<Jones@foo.com>
          S: 503 *
          C: DATA
          S: 503 *
          C: MAIL FROM:<Smith@bar.com>
          S: 250 OK
          C: MAIL FROM:<Smith@bar.com>
          S: 503 *
          C: DATA
          S: 503 *
          C: RCPT TO:<Jones@foo.com>
          S: 250 OK
          C: DATA
          S: 354 *
          C: .
          S: 250 OK
          C: DATA
          S: 503 *
          """);
    }
    assertThat(stored()).hasSize(1);
  }

  @Test
  void withRefusedRecipientsAloneDataIs554() {
    try (var client = greeted()) {
      client.goes(
          """
          C: MAIL FROM:<Smith@bar.com>
          S: 250 OK
          C: RCPT TO:<Green@foo.com>
          S: 550 No such user here
          C: DATA
          S: 554 No valid recipients *
          C: RCPT TO:<Jones@foo.com>
          S: 250 OK
          C: DATA
          S: 354 *
          """);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSET", "EHLO bar.com", "HELO bar.com"})
  void whatBeginsAnewGivesUpTheMail(String line) {
    try (var client = greeted()) {
      client.goes("C: MAIL FROM:<Smith@bar.com>\nS: 250 OK\nC: RCPT TO:<Jones@foo.com>\nS: 250 OK");
      client.goes("C: " + line);
      assertThat(client.reply()).allMatch(reply -> reply.startsWith("250"));
      client.goes("C: DATA\nS: 503 *\nC: MAIL FROM:<Smith@bar.com>\nS: 250 OK");
    }
  }

  @Test
  void noopDoesNothing() {
    try (var client = begunRecipients()) {
      client.goes("C: NOOP\nS: 250 OK\nC: NOOP at all\nS: 250 OK\nC: DATA\nS: 354 *");
    }
  }

  private Conversation begunRecipients() {
    return greeted()
        .goes("C: MAIL FROM:<Smith@bar.com>\nS: 250 OK\nC: RCPT TO:<Jones@foo.com>\nS: 250 OK");
  }

  @Test
  void aCommandMayComeInPieces() {
    try (var client = connected()) {
      for (char c : "HELO bar.com\r".toCharArray()) {
        client.sends(String.valueOf(c));
      }
      client.sends("\n").hears("250 *").sends("NO").sends("OP\r\nQU").hears("250 OK");
      client.sends("IT\r\n").hears("221 *").isClosed();
    }
  }

  @Test
  void commandsMayComeAllAtOnce() {
    try (var client = connected()) {
      client.sends(
          "EHLO bar.com\r\nMAIL FROM:<Smith@bar.com>\r\nRCPT TO:<Green@foo.com>\r\n"
              + "RCPT TO:<Jones@foo.com>\r\nDATA\r\nHello!\r\n.\r\nQUIT\r\n");
      client.goes(
          """
          S: 250-*
          S: 250-*
          S: 250-*
          S: 250-*
          S: 250 HELP
          S: 250 OK
          S: 550 *
          S: 250 OK
          S: 354 *
          S: 250 OK
          S: 221 *
          closed
          """);
    }
    assertThat(stored()).hasSize(1);
  }
}
