package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who a client is, and what it may do when. RFC 3501, 3, 6.1 and 6.2.
class ImapLoginTest extends ImapTest {

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theCapabilitiesAreThoseThereAre() {
    try (var client = connected()) {
      client.goes(
          """
          C: a CAPABILITY
          S: * CAPABILITY IMAP4rev1 LITERAL+ SASL-IR ID ENABLE IDLE NAMESPACE UNSELECT UIDPLUS MOVE ESEARCH CHILDREN SPECIAL-USE STARTTLS AUTH=PLAIN AUTH=LOGIN
          S: a OK CAPABILITY completed
          C: b LOGIN jones wirelab
          S: b OK LOGIN completed
          C: c CAPABILITY
          S: * CAPABILITY IMAP4rev1 LITERAL+ SASL-IR ID ENABLE IDLE NAMESPACE UNSELECT UIDPLUS MOVE ESEARCH CHILDREN SPECIAL-USE
          S: c OK CAPABILITY completed
          """);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOGIN jones wirelab",
        "login JONES \"wirelab\"",
        "Login \"jones\" wirelab",
        "LOGIN {5+}\r\njones {7+}\r\nwirelab",
        "LOGIN \"jones\" {7+}\r\nwirelab",
      })
  void everyWayToWriteALoginWorks(String command) {
    try (var client = connected()) {
      client.sends("a " + command + "\r\n").hears("a OK LOGIN completed");
    }
  }

  @Test
  void literalsAreAskedFor() {
    try (var client = connected()) {
      client.goes(
          """
          C: a LOGIN {5}
          S: + Ready for 5 octets
          C: jones {7}
          S: + Ready for 7 octets
          C: wirelab
          S: a OK LOGIN completed
          """);
    }
  }

  @Test
  void quotedStringsMayHaveQuotesAndBackslashes() {
    try (var client = connected()) {
      client.goes("C: a LOGIN \"jo\\\\\\\"nes\" \"x\"\nS: a NO [AUTHENTICATIONFAILED] *");
      client.goes("C: a LOGIN \"jo\\nes\" \"x\"\nS: a BAD Expected \" or \\ behind a backslash *");
    }
  }

  @ParameterizedTest
  @CsvSource({"jones, wrong", "nobody, wirelab", "jones, WIRELAB", "jones, '\"\"'"})
  void whoCannotProveItLearnsNothing(String user, String password) {
    try (var client = connected()) {
      client.goes("C: a LOGIN " + user + " " + password);
      client.hears("a NO [AUTHENTICATIONFAILED] No such user, or not that password");
      client.goes("C: b SELECT INBOX\nS: b BAD SELECT needs somebody who is logged in; *");
    }
  }

  @Test
  void plain() {
    var response = base64("\0jones\0wirelab");
    try (var client = connected()) {
      client.goes("C: a AUTHENTICATE PLAIN\nS: +*\nC: " + response + "\nS: a OK LOGIN completed");
    }
    try (var client = connected()) {
      client.goes("C: a authenticate plain " + response + "\nS: a OK LOGIN completed");
    }
    try (var client = connected()) {
      client.goes("C: a AUTHENTICATE PLAIN " + base64("jones\0jones\0wirelab") + "\nS: a OK *");
    }
  }

  @Test
  void loginInTurns() {
    try (var client = connected()) {
      client.goes(
          """
          C: a AUTHENTICATE LOGIN
          S: + VXNlcm5hbWU6
          C: am9uZXM=
          S: + UGFzc3dvcmQ6
          C: d2lyZWxhYg==
          S: a OK LOGIN completed
          """);
    }
    try (var client = connected()) {
      client.goes(
          """
          C: a AUTHENTICATE LOGIN am9uZXM=
          S: + UGFzc3dvcmQ6
          C: d2lyZWxhYg==
          S: a OK LOGIN completed
          """);
    }
  }

  @Test
  void anAuthenticationCanBeGivenUpOrFail() {
    try (var client = connected()) {
      client.goes(
          """
          C: a AUTHENTICATE PLAIN
          S: +*
          C: *
          S: a BAD AUTHENTICATE given up, as you wish (RFC 3501, 6.2.2)
          C: b AUTHENTICATE LOGIN
          S: + VXNlcm5hbWU6
          C: *
          S: b BAD AUTHENTICATE given up*
          C: c AUTHENTICATE PLAIN !!!
          S: c BAD That is not base64*
          C: d AUTHENTICATE PLAIN =
          S: d BAD PLAIN is NUL, login, NUL, password*
          C: e AUTHENTICATE CRAM-MD5
          S: e NO The mechanisms are PLAIN and LOGIN; *
          C: f AUTHENTICATE LOGIN !!!
          S: f BAD That is not base64*
          """);
      client.goes("C: g AUTHENTICATE PLAIN " + base64("\0jones\0wrong"));
      client.hears("g NO [AUTHENTICATIONFAILED] *");
      client.goes("C: h AUTHENTICATE PLAIN " + base64("bob\0jones\0wirelab"));
      client.hears("h NO [AUTHORIZATIONFAILED] *");
      client.goes("C: i LOGIN jones wirelab\nS: i OK *");
    }
  }

  @Test
  void startTls() {
    try (var client = connected()) {
      client.goes(
          """
          C: a STARTTLS
          S: a OK Begin TLS negotiation now
          tls
          C: b CAPABILITY
          S: * CAPABILITY IMAP4rev1 LITERAL+ SASL-IR ID ENABLE IDLE NAMESPACE UNSELECT UIDPLUS MOVE ESEARCH CHILDREN SPECIAL-USE AUTH=PLAIN AUTH=LOGIN
          S: b OK CAPABILITY completed
          C: c STARTTLS
          S: c BAD TLS is spoken already
          C: d LOGIN jones wirelab
          S: d OK LOGIN completed
          C: e STARTTLS
          S: e BAD STARTTLS has no place here: you are logged in already (RFC 3501, 6.2)
          """);
    }
  }

  @Test
  void whatIsPutBehindStartTlsIsThrownAway() {
    try (var client = connected()) {
      client.sends("a STARTTLS\r\nb LOGIN jones wirelab\r\n").hears("a OK Begin TLS *");
      client.shakesHands();
      client.goes("C: c SELECT INBOX\nS: c BAD SELECT needs somebody who is logged in; *");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT INBOX",
        "EXAMINE INBOX",
        "CREATE x",
        "DELETE x",
        "RENAME x y",
        "SUBSCRIBE x",
        "UNSUBSCRIBE x",
        "LIST \"\" *",
        "LSUB \"\" *",
        "STATUS INBOX (MESSAGES)",
        "NAMESPACE",
        "APPEND INBOX {1+}\r\nx",
        "CHECK",
        "CLOSE",
        "EXPUNGE",
        "SEARCH ALL",
        "FETCH 1 FLAGS",
        "STORE 1 FLAGS ()",
        "COPY 1 x",
        "MOVE 1 x",
        "UID FETCH 1 FLAGS",
        "IDLE",
        "UNSELECT",
        "ENABLE CONDSTORE",
      })
  void aStrangerMayNot(String command) {
    try (var client = connected()) {
      assertThat(ask(client, command)).singleElement().asString().startsWith("t BAD ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CHECK",
        "CLOSE",
        "EXPUNGE",
        "SEARCH ALL",
        "FETCH 1 FLAGS",
        "STORE 1 FLAGS ()",
        "COPY 1 x",
        "MOVE 1 x",
        "UID FETCH 1 FLAGS",
        "UNSELECT",
      })
  void withoutAMailboxOneMayNot(String command) {
    try (var client = loggedIn()) {
      assertThat(ask(client, command))
          .singleElement()
          .asString()
          .matches("t BAD \\w+ needs a mailbox; SELECT or EXAMINE one first .*");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"LOGIN jones wirelab", "AUTHENTICATE PLAIN", "STARTTLS"})
  void twiceIsNotNeeded(String command) {
    try (var client = loggedIn()) {
      assertThat(ask(client, command)).singleElement().asString().contains("logged in already");
    }
  }

  @Test
  void smallTalk() {
    try (var client = connected()) {
      client.goes(
          """
          C: a NOOP
          S: a OK NOOP completed
          C: b ID NIL
          S: * ID ("name" "Wirelab lab server")
          S: b OK ID completed
          C: c ID ("name" "test" "version" NIL)
          S: * ID ("name" "Wirelab lab server")
          S: c OK ID completed
          C: d LOGIN jones wirelab
          S: d OK LOGIN completed
          C: e ENABLE CONDSTORE X-FOO
          S: * ENABLED
          S: e OK ENABLE completed
          C: f NAMESPACE
          S: * NAMESPACE (("" ".")) NIL NIL
          S: f OK NAMESPACE completed
          C: g LOGOUT
          S: * BYE example.com IMAP4rev1 server terminating connection
          S: g OK LOGOUT completed
          closed
          """);
    }
  }
}
