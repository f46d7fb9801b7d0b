package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Commands and their replies, RFC 5321, 4.1 to 4.3.
class SmtpCommandsTest extends SmtpTest {

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
        "EHLO []"
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MAIL",
        "MAIL ",
        "MAIL Smith@bar.com",
        "MAIL FROM Smith@bar.com",
        "MAIL FROM:Smith@bar.com",
        "MAIL FROM: <Smith@bar.com>",
        "MAIL FROM:<Smith@bar.com",
        "MAIL FROM:<Smith@bar.com>SIZE=1",
        "MAIL FROM:<Smith>",
        "MAIL FROM:<Smith@>",
        "MAIL FROM:<@bar.com>",
        "MAIL FROM:<Smith@bar..com>",
        "MAIL FROM:<Smith@bar com>",
        "MAIL FROM:<Sm ith@bar.com>",
        "MAIL FROM:<.Smith@bar.com>",
        "MAIL FROM:<<Smith@bar.com>>",
        "MAIL TO:<Smith@bar.com>",
        "MAIL FROM:<Smith@bar.com> =",
        "MAIL FROM:<Smith@bar.com> SIZE=",
        "MAIL FROM:<Smith@bar.com> SIZE=ten",
        "MAIL FROM:<Smith@bar.com> SIZE=1 SIZE=2",
        "MAIL FROM:<Smith@bar.com> SIZE=123456789012345678901",
        "MAIL FROM:<Smith@bar.com> RET=ALL",
        "MAIL FROM:<Smith@bar.com> ENVID=",
        "MAIL FROM:<Smith@bar.com> ENVID=a+zz",
        "RCPT TO:<>",
        "RCPT FROM:<Jones@foo.com>",
        "RCPT TO:Jones@foo.com",
        "RCPT TO:<Jones@foo.com> NOTIFY=NEVER,SUCCESS",
        "RCPT TO:<Jones@foo.com> NOTIFY=SOON",
        "RCPT TO:<Jones@foo.com> ORCPT=Jones@foo.com",
        "DATA now",
        "RSET all",
        "QUIT now",
      })
  void badSyntaxIs501AndNothingMoves(String line) {
    try (var client = greeted()) {
      client.goes("C: " + line);
      assertThat(client.reply()).allMatch(reply -> reply.startsWith("501"));
      client.goes("C: RCPT TO:<Jones@foo.com>\nS: 503 *\nC: MAIL FROM:<>\nS: 250 OK");
    }
  }

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

  @Test
  void parametersOfTheExtensionsAreTaken() {
    try (var client = greeted()) {
      client.goes(
          """
          C: MAIL FROM:<Smith@bar.com> SIZE=1000 BODY=8BITMIME RET=HDRS ENVID=QQ314159
          S: 250 OK
          C: RCPT TO:<Jones@foo.com> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;Jones+2B1@foo.com
          S: 250 OK
          C: RCPT TO:<Jones@foo.com> notify=never
          S: 250 OK
          C: RSET
          S: 250 OK
          C: MAIL FROM:<Smith@bar.com> size=00000000000000000010 body=7bit
          S: 250 OK
          """);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SMTPUTF8", "AUTH=<>", "XYZ=1", "NOTIFY=NEVER", "-X=1"})
  void unknownParametersAre555(String parameter) {
    try (var client = greeted()) {
      client.goes("C: MAIL FROM:<Smith@bar.com> " + parameter);
      assertThat(client.reply().getFirst()).matches("55[05] .*|501-.*");
      client.goes("C: RCPT TO:<Jones@foo.com>\nS: 503 *");
    }
  }

  @Test
  void anUnknownBodyIs504() {
    try (var client = greeted()) {
      client.goes("C: MAIL FROM:<Smith@bar.com> BODY=BINARYMIME\nS: 504 *");
    }
  }

  @Test
  void parametersNeedEhlo() {
    try (var client = connected()) {
      client.goes(
          "C: HELO bar.com\nS: 250 *\nC: MAIL FROM:<Smith@bar.com> SIZE=10\nS: 555 *\n"
              + "C: MAIL FROM:<Smith@bar.com>\nS: 250 OK");
    }
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
