package dev.wirelab.server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Octets that no client should send: each gets a reply, or the connection is closed.
class SmtpBadInputTest extends SmtpTest {

  @Test
  void aLineMayHave512OctetsAndNoMore() {
    try (var client = greeted()) {
      client.goes("C: NOOP " + "x".repeat(505) + "\nS: 250 OK");
      client.goes("C: NOOP " + "x".repeat(506) + "\nS: 500 Line too long: at most 512 *");
      client.goes("C: NOOP " + "x".repeat(100_000) + "\nS: 500 Line too long: *");
      client.goes("C: NOOP\nS: 250 OK");
    }
  }

  @Test
  void theExtensionsMakeMailAndRcptLonger() {
    var orcpt = "ORCPT=rfc822;" + "x".repeat(480);
    try (var client = greeted()) {
      client.goes("C: MAIL FROM:<Smith@bar.com>" + " ".repeat(600) + "SIZE=1\nS: 250 OK");
      client.goes("C: RCPT TO:<Jones@foo.com>" + " ".repeat(400) + orcpt + "\nS: 250 OK");
      client.goes(
          "C: RCPT TO:<Jones@foo.com>" + " ".repeat(500) + orcpt + "\nS: 500 Line too long*");
    }
  }

  @Test
  void aLineWithoutEndIsGivenUp() {
    try (var client = greeted()) {
      client.sends("x".repeat(1024 * 1024)).hears("421 foo.com A line without an end*").isClosed();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOOP\n", "NOOP\n\r\n", "NO\nOP\r\n", "\n"})
  void aBareLfIsExplained(String octets) {
    try (var client = greeted()) {
      client.sends(octets);
      client.hears("500 A line ends with <CRLF>, and here LF stands alone (RFC 5321, 2.3.8)");
    }
  }

  @Test
  void whoeverEndsEveryLineWithLfIsToldSoEachTime() {
    try (var client = connected()) {
      client.sends("EHLO bar.com\n").hears("500 *").sends("QUIT\n").hears("500 *");
      client.sends("QUIT\r\n").hears("221 *").isClosed();
    }
  }

  @Test
  void aBareCrIsExplained() {
    try (var client = greeted()) {
      client.sends("NO\rOP\r\n").hears("500 A line ends with <CRLF>, and here CR stands alone *");
      client.goes("C: NOOP\nS: 250 OK");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MAIL FROM:<Smi\u0000th@bar.com>",
        "\u0000",
        "NOOP \u007f",
        "MAIL FROM:<J\u00f6rg@bar.com>",
        "\u00ff\u00fe\u00fd",
        "NOOP \u001b[31m",
      })
  void octetsThatNoCommandHasAreRefused(String line) {
    try (var client = greeted()) {
      client.goes("C: " + line + "\nS: 500 A command has printable ASCII *\nC: NOOP\nS: 250 OK");
    }
  }

  @Test
  void binaryGarbageIsAnsweredOrHungUpOn() {
    Garbage.isAnsweredOrHungUpOn(this::connected, "(500|421|501)[ -].*");
    try (var client = greeted()) {
      client.goes("C: NOOP\nS: 250 OK");
    }
  }

  @Test
  void aTlsHandshakeIsNotLeftWaiting() {
    try (var client = connected()) {
      client.sends("\u0016\u0003\u0001\u0002\u0000").hears("421 foo.com A TLS handshake came*");
    }
  }

  @Test
  void aBrowserIsSentAway() {
    try (var client = connected()) {
      client
          .sends("GET / HTTP/1.1\r\n")
          .hears("421 This is SMTP and what came is HTTP*")
          .isClosed();
    }
  }

  @Test
  void aHundredErrorsInARowAreEnough() {
    try (var client = greeted()) {
      for (int i = 0; i < 99; i++) {
        client.goes("C: SING\nS: 500 *");
      }
      client.goes("C: NOOP\nS: 250 OK");
      for (int i = 0; i < 100; i++) {
        client.goes("C: SING\nS: 500 *");
      }
      client.goes("S: 421 foo.com Too many errors*\nclosed");
    }
  }
}
