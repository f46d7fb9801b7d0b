package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Addresses and headers beyond ASCII. RFC 6531.
class SmtpUtf8Test extends SmtpTest {

  SmtpUtf8Test() {
    super(all());
  }

  private static Conversation sends(Conversation client, String line) {
    return client.sends((line + "\r\n").getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Jürgen.Müller@bücher.example",
        "jürgen.müller@BÜCHER.example",
        "JÜRGEN.MÜLLER@xn--bcher-kva.example",
        "\"Jürgen.Müller\"@bücher.example",
      })
  void mailReachesWhoeverHasSuchAnAddress(String address) {
    try (var client = greeted()) {
      sends(client, "MAIL FROM:<δοκιμή@παράδειγμα.example> SMTPUTF8").hears("250 2.1.0 OK");
      sends(client, "RCPT TO:<" + address + ">").hears("250 2.1.5 OK");
      client.goes("C: DATA\nS: 354 *");
      sends(client, "Subject: Grüße\r\n\r\nGuten Tag!\r\n.").hears("250 2.0.0 OK");
    }
    var message = new String(stored("müller").getFirst().getBytes(ISO_8859_1), UTF_8);
    assertThat(message)
        .startsWith("Return-Path: <δοκιμή@παράδειγμα.example>\r\n")
        .contains("with UTF8SMTP id 1\r\n")
        .endsWith("\r\nSubject: Grüße\r\n\r\nGuten Tag!\r\n");
  }

  @Test
  void suchAnAddressNeedsTheParameter() {
    try (var client = greeted()) {
      sends(client, "MAIL FROM:<Jürgen@bücher.example>").hears("550 5.6.7 An address beyond *");
      sends(client, "MAIL FROM:<Smith@foo.com>").hears("250 *");
      sends(client, "RCPT TO:<Jürgen.Müller@bücher.example>").hears("553 5.6.7 *");
      sends(client, "RCPT TO:<Jones@foo.com>").hears("250 *");
    }
  }

  @Test
  void theParameterHasNoValue() {
    try (var client = greeted()) {
      client.goes(
          "C: MAIL FROM:<> SMTPUTF8=yes\nS: 501 5.5.4 *\nC: MAIL FROM:<> smtputf8\nS: 250 *");
    }
  }

  /// What EXPN tells is beyond ASCII only for those who can read it (RFC 6531, 3.7.4.2).
  @Test
  void expnTellsSuchAnAddressToWhoeverAsksForIt() {
    try (var client = greeted()) {
      sends(client, "EXPN Mueller@foo.com").hears("550 5.6.8 *");
      sends(client, "EXPN Mueller@foo.com SMTPUTF8");
      client.hears(
          new String("250 2.0.0 <Jürgen.Müller@bücher.example>".getBytes(UTF_8), ISO_8859_1));
      sends(client, "VRFY Jürgen.Müller@bücher.example SMTPUTF8").hears("252 2.0.0 *");
    }
  }

  @Test
  void octetsThatAreNoUtf8AreRefused() {
    try (var client = greeted()) {
      client.goes(
          "C: MAIL FROM:<J\u00fcrgen@foo.com> SMTPUTF8\nS: 500 5.5.2 A command has printable characters only, in UTF-8 *");
      sends(client, "NOOP \u0085").hears("500 5.5.2 *");
      sends(client, "NOOP ü").hears("250 *");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Müller@bü cher.example", "Müller@-ü.example", "Müller@ü..example", "ü"})
  void whatIsNoAddressIs501(String address) {
    try (var client = greeted()) {
      sends(client, "MAIL FROM:<" + address + "> SMTPUTF8");
      assertThat(client.reply()).allMatch(line -> line.startsWith("501"));
    }
  }

  @Test
  void limitsCountOctets() {
    try (var client = greeted()) {
      sends(client, "MAIL FROM:<" + "ü".repeat(33) + "@foo.com> SMTPUTF8");
      assertThat(client.reply().getFirst()).contains("more than 64 octets");
      sends(client, "MAIL FROM:<" + "ü".repeat(32) + "@foo.com> SMTPUTF8").hears("250 *");
    }
  }

  @Test
  void aRefusalNamesTheDomainAsDnsHasIt() {
    try (var client = greeted()) {
      sends(client, "MAIL FROM:<> SMTPUTF8").hears("250 *");
      sends(client, "RCPT TO:<x@grün.example>");
      client.hears("550 5.7.1 No such user here: mail for xn--grn-ioa.example is not relayed");
    }
  }
}
