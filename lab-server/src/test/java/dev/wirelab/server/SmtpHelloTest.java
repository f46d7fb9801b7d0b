package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.wire.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What needs no mail: hello, help, questions and goodbye. RFC 5321, 4.1.1.
class SmtpHelloTest extends SmtpTest {

  @Test
  void heloIsAnsweredWithoutExtensions() {
    try (var client = connected()) {
      client.goes("C: HELO bar.com\nS: 250 foo.com greets bar.com");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bar.com",
        "BAR",
        "[127.0.0.1]",
        "[IPv6:::1]",
        "[ipv6:2001:DB8::192.0.2.1]",
        "my_laptop.local",
        "a-1.b",
        "bar.com  "
      })
  void whoeverSaysAHostIsGreeted(String host) {
    try (var client = connected()) {
      client.goes("C: HELO " + host + "\nS: 250 foo.com greets " + host.strip());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EHLO",
        "HELO",
        "EHLO  ",
        "EHLO two words",
        "EHLO -x",
        "EHLO a..b",
        "EHLO (x)",
        "EHLO []",
        "EHLO [1.2.3]",
        "EHLO [1.2.3.256]",
        "EHLO [IPv6:1::2::3]",
        "EHLO [IPv6:fe80::1%lo]",
        "EHLO [::1]",
        "EHLO [tag:x]"
      })
  void whoeverSaysNoHostIsNot(String line) {
    try (var client = connected()) {
      client.goes("C: " + line + "\nS: 501-*\nS: 501 Syntax: *");
    }
  }

  @Test
  void commandsAreReadInAnyCase() {
    try (var client = connected()) {
      client.goes(
          """
          C: helo bar.com
          S: 250 *
          C: mail from:<Smith@bar.com>
          S: 250 OK
          C: Rcpt To:<Jones@foo.com>
          S: 250 OK
          C: qUiT
          S: 221 foo.com Service closing transmission channel
          closed
          """);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOOP ", "NOOP\t", "RSET  \t "})
  void blanksAtTheEndDoNoHarm(String line) {
    try (var client = connected()) {
      client.goes("C: " + line + "\nS: 250 OK");
    }
  }

  @Test
  void vrfyTellsNothing() {
    try (var client = connected()) {
      client.goes(
          """
          C: VRFY Jones
          S: 252 Cannot VRFY user, but will accept message and attempt delivery
          C: VRFY Green
          S: 252 Cannot VRFY user, but will accept message and attempt delivery
          C: VRFY
          S: 501-*
          S: 501 Syntax: VRFY <user>
          """);
    }
  }

  @Test
  void helpListsTheCommandsAndExplainsEach() {
    try (var client = connected()) {
      client.goes("C: HELP");
      assertThat(client.reply())
          .hasSize(11)
          .allMatch(line -> line.startsWith("214"))
          .contains("214-MAIL FROM:<address> [parameters]");
      client.goes("C: HELP DATA\nS: 214-DATA\nS: 214 *\nC: HELP SING\nS: 504 *");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SING", "", "   ", "MAILFROM:<a@b>", "-", "\tNOOP", "250 OK"})
  void unknownIs500(String line) {
    try (var client = greeted()) {
      client.goes("C: " + line + "\nS: 500 *\nC: NOOP\nS: 250 OK");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EXPN list", "TURN", "STARTTLS", "AUTH PLAIN", "BDAT 10 LAST", "expn"})
  void whatOthersHaveIs502(String line) {
    try (var client = greeted()) {
      client.goes("C: " + line + "\nS: 502 *\nC: NOOP\nS: 250 OK");
    }
  }

  @Test
  void expnTellsAliasesFromUsers() {
    try (var lab = LabServer.start(all());
        var client = Conversation.with(lab, Protocol.SMTP)) {
      client.goes(
          """
          S: 220 *
          C: EXPN Postmaster
          S: 250 2.0.0 <Jones@foo.com>
          C: EXPN postmaster@foo.com
          S: 250 2.0.0 <Jones@foo.com>
          C: EXPN Jones
          S: 550 5.1.1 That is a user name, not a mailing list
          C: EXPN Green
          S: 550 5.1.1 No such mailing list here
          C: EXPN a b
          S: 501-5.5.4 *
          S: 501 5.5.4 Syntax: EXPN <list>
          C: EXPN Postmaster SMTPUTF8
          S: 250 2.0.0 <Jones@foo.com>
          C: EXPN Postmaster SMTPUTF8=yes
          S: 501-5.5.4 *
          S: 501 5.5.4 Syntax: EXPN <list>
          C: VRFY Jones smtputf8
          S: 252 2.0.0 *
          C: HELP EXPN
          S: 214-2.0.0 EXPN <list>
          S: 214 2.0.0 *
          """);
    }
  }

  /// No answer to EHLO has an enhanced code, whatever it is (RFC 2034, 4).
  @ParameterizedTest
  @ValueSource(strings = {"EHLO", "HELO a b"})
  void itIsRefusedWithoutAnEnhancedCode(String line) {
    try (var lab = LabServer.start(all());
        var client = Conversation.with(lab, Protocol.SMTP)) {
      var verb = line.substring(0, 4);
      client.goes("S: 220 *\nC: " + line);
      assertThat(client.reply())
          .hasSize(2)
          .last()
          .isEqualTo("501 Syntax: " + verb + " <your host's name>");
      client.goes("C: " + verb + " " + "x".repeat(600));
      assertThat(client.reply()).singleElement().asString().startsWith("500 Line too long");
    }
  }

  @Test
  void aLabListsAllThereIsUnlessItSaysOtherwise() {
    try (var lab = LabServer.start(all());
        var client = Conversation.with(lab, Protocol.SMTP)) {
      client.goes(
          """
          S: 220 foo.com Simple Mail Transfer Service Ready
          C: EHLO bar.com
          S: 250-foo.com greets bar.com
          S: 250-PIPELINING
          S: 250-8BITMIME
          S: 250-SMTPUTF8
          S: 250-SIZE 5242880
          S: 250-DSN
          S: 250-CHUNKING
          S: 250-ENHANCEDSTATUSCODES
          S: 250-STARTTLS
          S: 250-AUTH PLAIN LOGIN
          S: 250-EXPN
          S: 250 HELP
          """);
    }
  }
}
