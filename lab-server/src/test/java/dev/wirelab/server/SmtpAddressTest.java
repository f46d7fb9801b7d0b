package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Senders and recipients, and who they are here. RFC 5321, 4.1.2 and 4.5.
class SmtpAddressTest extends SmtpTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Smith@bar.com",
        "s@[192.0.2.1]",
        "a.b+c@x-y.z",
        "\"John Smith\"@bar.com",
        "\"a\\\"b>c@d\"@bar.com",
        "@one.org,@two.org:Smith@bar.com",
        "o'neil/x=y@bar",
      })
  void sendersAreWrittenAsTheyMayBe(String path) {
    try (var client = greeted()) {
      client.goes("C: MAIL FROM:<" + path + ">\nS: 250 OK");
    }
  }

  @Test
  void quotesAreKeptWhereTheyAreNeeded() {
    try (var client = greeted()) {
      client.goes("C: MAIL FROM:<\"a\\\"b>c@d\"@bar.com>\nS: 250 OK");
      client.goes("C: RCPT TO:<\"Jones\"@foo.com>\nS: 250 OK\nC: DATA\nS: 354 *\nC: .\nS: 250 OK");
    }
    assertThat(stored())
        .singleElement()
        .asString()
        .startsWith("Return-Path: <\"a\\\"b>c@d\"@bar.com>\r\n")
        .contains("\tfor <Jones@foo.com>;\r\n");
  }

  @Test
  void tooLongAnAddressIs501() {
    try (var client = greeted()) {
      client.goes("C: MAIL FROM:<" + "x".repeat(65) + "@bar.com>\nS: 501-*\nS: 501 *");
      client.goes("C: MAIL FROM:<x@" + "a.".repeat(130) + "com>\nS: 501-*\nS: 501 *");
      client.goes("C: MAIL FROM:<" + "x".repeat(64) + "@bar.com>\nS: 250 OK");
    }
  }

  @Test
  void theNullSenderMayWrite() {
    try (var client = greeted()) {
      client.goes(
          """
          C: MAIL FROM:<>
          S: 250 OK
          C: RCPT TO:<Jones@foo.com>
          S: 250 OK
          C: DATA
          S: 354 *
          C: Subject: Undelivered
          C:\s
          C: Alas.
          C: .
          S: 250 OK
          """);
    }
    assertThat(stored())
        .singleElement()
        .asString()
        .startsWith("Return-Path: <>\r\nReceived: from bar.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Jones@foo.com",
        "jones@foo.com",
        "JONES@FOO.COM",
        "\"Jones\"@foo.com",
        "Postmaster",
        "postmaster@Foo.Com",
        "@relay.org:Jones@foo.com",
      })
  void jonesIsReachedByAllHisNames(String path) {
    try (var client = greeted()) {
      client.goes("C: MAIL FROM:<Smith@bar.com>\nS: 250 OK\nC: RCPT TO:<" + path + ">\nS: 250 OK");
      client.goes("C: DATA\nS: 354 *\nC: Hello!\nC: .\nS: 250 OK");
    }
    assertThat(storedText()).containsExactly("\r\nHello!\r\n");
  }

  @Test
  void strangersAreRefusedByTheirKind() {
    try (var client = greeted()) {
      client.goes(
          """
          C: MAIL FROM:<Smith@bar.com>
          S: 250 OK
          C: RCPT TO:<Green@foo.com>
          S: 550 No such user here
          C: RCPT TO:<Green@FOO.com>
          S: 550 No such user here
          C: RCPT TO:<Smith@bar.com>
          S: 550 No such user here: mail for bar.com is not relayed
          C: RCPT TO:<Jones@foo.com.evil.org>
          S: 550 *
          C: RCPT TO:<Jones@oo.com>
          S: 550 *
          """);
    }
  }

  @Test
  void whoIsNamedTwiceGetsOneCopy() {
    try (var client = greeted()) {
      client.goes(
          """
          C: MAIL FROM:<Smith@bar.com>
          S: 250 OK
          C: RCPT TO:<Jones@foo.com>
          S: 250 OK
          C: RCPT TO:<Postmaster>
          S: 250 OK
          C: DATA
          S: 354 *
          C: Hello!
          C: .
          S: 250 OK
          """);
    }
    assertThat(stored()).hasSize(1);
  }

  @Test
  void aThousandRecipientsAreEnough() {
    try (var client = greeted()) {
      client.goes("C: MAIL FROM:<Smith@bar.com>\nS: 250 OK");
      client.sends("RCPT TO:<Jones@foo.com>\r\n".repeat(1_001));
      for (int i = 0; i < 1_000; i++) {
        client.hears("250 OK");
      }
      client.hears(
          "452 Too many recipients; send the mail to these, then to the rest (RFC 5321, 4.5.3.1.10)");
    }
  }
}
