package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.wire.Protocol;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Octets that no client should send: each gets a reply, or the connection is closed.
class Pop3BadInputTest extends Pop3Test {

  @Test
  void aLineMayHave255OctetsAndNoMore() {
    try (var client = connected()) {
      client.goes("C: USER " + "x".repeat(248) + "\nS: +OK *");
      client.goes("C: USER " + "x".repeat(249));
      client.hears("-ERR line too long: at most 255 octets with CR LF (RFC 2449, 4; RFC 5034, 4)");
      client.goes("C: " + "x".repeat(100_000) + "\nS: -ERR line too long: *");
      client.goes("C: QUIT\nS: +OK *");
    }
  }

  @Test
  void aLineWithoutEndIsGivenUp() {
    try (var client = connected()) {
      client.sends("x".repeat(1024 * 1024)).hears("-ERR a line without an end, *").isClosed();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"STAT\n", "\n", "ST\nAT\r\n"})
  void aBareLfIsExplained(String octets) {
    try (var client = connected()) {
      client.sends(octets);
      client.hears("-ERR a line ends with <CRLF>, and here LF stands alone (RFC 1939, 3)");
    }
  }

  @Test
  void aBareCrIsExplained() {
    try (var client = loggedIn()) {
      client.sends("ST\rAT\r\n").hears("-ERR a line ends with <CRLF>, and here CR stands alone *");
      client.goes("C: STAT\nS: +OK 2 320");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "USER b\u0000b",
        "\u0000",
        "USER \u007f",
        "USER J\u00f6rg",
        "STAT\t",
        "\u001b[31m"
      })
  void octetsThatNoCommandHasAreRefused(String line) {
    try (var client = connected()) {
      client.goes("C: " + line + "\nS: -ERR a command has printable ASCII characters only *");
    }
  }

  @Test
  void whatIsNoCommandIsSaid() {
    try (var client = connected()) {
      client.goes(
          """
          C:\s
          S: -ERR an empty line is no command; CAPA says what there is
          C: HELP
          S: -ERR no such command; CAPA says what there is
          C: LAST
          S: -ERR command not implemented; CAPA says what there is
          C: USERbob
          S: -ERR no such command; CAPA says what there is
          """);
    }
  }

  @Test
  void binaryGarbageIsAnsweredOrHungUpOn() {
    Garbage.isAnsweredOrHungUpOn(this::connected, "-ERR .*");
    try (var client = loggedIn()) {
      client.goes("C: STAT\nS: +OK 2 320");
    }
  }

  @Test
  void aTlsHandshakeIsNotLeftWaiting() {
    try (var client = connected()) {
      client.sends("\u0016\u0003\u0001\u0002\u0000").hears("-ERR a TLS handshake came, *");
    }
  }

  @Test
  void aBrowserIsSentAway() {
    try (var client = connected()) {
      client.sends("GET / HTTP/1.1\r\n").hears("-ERR this is POP3 and what came is HTTP, *");
      client.isClosed();
    }
  }

  @Test
  void aHundredErrorsInARowAreEnough() {
    try (var client = loggedIn()) {
      for (int i = 0; i < 99; i++) {
        client.goes("C: SING\nS: -ERR *");
      }
      client.goes("C: DELE 1\nS: +OK message 1 deleted");
      for (int i = 0; i < 100; i++) {
        client.goes("C: SING\nS: -ERR no such command; *");
      }
      client.goes("S: -ERR too many errors, *\nclosed");
    }
    assertThat(stored()).hasSize(2);
  }

  @Test
  void aSilentClientIsLeftWithoutAWordAndNothingIsDeleted() {
    var hasty = Listeners.loopback().with(Duration.ofMillis(500));
    try (var lab = LabServer.start(server.fixture(), hasty);
        var client = Conversation.with(lab, Protocol.POP3)) {
      client.goes("S: +OK *\n" + LOGIN + "S: +OK *\nC: DELE 1\nS: +OK message 1 deleted\nclosed");
      assertThat(lab.messages("bob", "INBOX")).hasSize(2);
    }
  }
}
