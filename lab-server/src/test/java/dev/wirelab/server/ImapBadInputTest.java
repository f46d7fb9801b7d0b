package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.wire.Protocol;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What no client should send is answered with what is wrong with it, and harms nobody.
class ImapBadInputTest extends ImapTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                | * BAD Expected a tag of letters and digits where the line ends; *",
        "a                 | a BAD Expected a blank and one more word where the line ends; *",
        "'a '              | a BAD Expected a command where the line ends; *",
        "a  NOOP           | a BAD Expected one blank only, and then a word at octet 3; *",
        "' a NOOP'         | * BAD Expected a tag *",
        "+ NOOP            | * BAD Expected a tag *",
        "a+ NOOP           | a BAD Expected a blank at octet 2; *",
        "a FLY             | a BAD Command not recognized *",
        "a NOOP now        | a BAD Expected the end of the line at octet 7. Syntax: NOOP",
        "a LOGIN           | a BAD Expected a blank and one more word *",
        "a LOGIN jones     | a BAD Expected a blank *",
        "a LOGIN jones x y | a BAD Expected the end of the line *",
        "a LOGIN jones \"x | a BAD Expected a quote that closes the string *",
        "a LOGIN (jones) x | a BAD Expected an atom or a string *",
        "a LOGIN jones {5} x | a BAD Expected a literal, whose length ends the line *",
        "a LOGIN {x} y     | a BAD Expected a number *",
        "a AUTHENTICATE    | a BAD Expected a blank *",
        "a UID NOOP        | a BAD UID needs somebody *",
      })
  void commandsThatAreNone(String line, String answer) {
    try (var client = connected()) {
      client.sends(line + "\r\n").hears(answer);
      client.goes("C: b NOOP\nS: b OK *");
    }
  }

  @Test
  void octetsBeyondAsciiAreForLiterals() {
    try (var client = connected()) {
      client.goes("C: a LOGIN \"j\u00f6nes\" x\nS: a BAD A string in quotes has ASCII only*");
      client.goes("C: a LOGIN j\u00f6nes x\nS: a BAD Expected a blank *");
      client.sends("b LOGIN {5+}\r\nj\u00f6nes x\r\n").hears("b NO [AUTHENTICATIONFAILED] *");
    }
  }

  @Test
  void lineEndsAreCrLf() {
    try (var client = connected()) {
      client.sends("a NOOP\n").hears("* BAD A line ends with <CRLF>, and here LF stands alone");
      client.sends("a NO\rOP\r\n").hears("* BAD A line ends with <CRLF>, and here CR stands alone");
      client.goes("C: b NOOP\nS: b OK *");
    }
  }

  @Test
  void linesHaveALimit() {
    try (var client = loggedIn()) {
      client.goes("C: a SELECT " + "x".repeat(16_370) + "\nS: a NO [NONEXISTENT] *");
      client.goes(
          "C: a SELECT " + "x".repeat(20_000) + "\nS: * BAD Line too long: at most 16384 *");
      client.goes("C: b NOOP\nS: b OK *");
    }
  }

  @Test
  void aLineWithoutAnEndIsGivenUp() {
    try (var client = connected()) {
      client
          .sends("x".repeat(1024 * 1024))
          .hears("* BYE example.com A line or literal without an *");
    }
  }

  @Test
  void literalsHaveALimit() {
    try (var client = connected()) {
      client.goes("C: a LOGIN {8193}\nS: a NO [TOOBIG] Too big: at most 8192 octets");
      client.goes("C: b LOGIN {99999999999999999999}\nS: b NO [TOOBIG] *");
      client.sends("c LOGIN {9000+}\r\n" + "x".repeat(9_000) + " x\r\n").hears("c NO [TOOBIG] *");
      client.sends("d LOGIN {9000+}\r\n" + "x".repeat(9_000) + " {3}\r\n").hears("d NO [TOOBIG] *");
      client.goes("C: e NOOP\nS: e OK *");
      client.goes("C: f APPEND INBOX {5000000}\nS: f NO [TOOBIG] *");
      client.goes("C: g LOGIN {99999999999999999999+}\nS: * BYE *\nclosed");
    }
  }

  @Test
  void messagesHaveALimit() {
    try (var client = loggedIn()) {
      client.goes("C: a APPEND INBOX {5242881}\nS: a NO [TOOBIG] Too big: at most 5242880 octets");
      client.sends("b APPEND INBOX {6000000+}\r\n");
      for (int i = 0; i < 6; i++) {
        client.sends("x".repeat(1_000_000));
      }
      client.sends("\r\n").hears("b NO [TOOBIG] *");
      client.sends("c APPEND INBOX {5242880}\r\n").hears("+ Ready for 5242880 octets");
      client.sends("x".repeat(5_242_880) + "\r\n").hears("c OK [APPENDUID *");
      client.goes("C: d SELECT {70000}\nS: d NO [TOOBIG] Too big: at most 65536 octets");
    }
    assertThat(stored("INBOX")).hasSize(1);
  }

  @Test
  void pipelinedCommandsAreAnsweredInTurn() {
    fill(2);
    try (var client = connected()) {
      client.sends(
          "a LOGIN jones wirelab\r\nb SELECT INBOX\r\nc STORE 1 FLAGS.SILENT (\\Seen)\r\n"
              + "d APPEND INBOX {3+}\r\nx\r\n\r\ne FETCH 1:* FLAGS\r\nf LOGOUT\r\n");
      client.hears("a OK LOGIN completed");
      answer(client, "b OK ");
      client.goes(
          """
          S: c OK STORE completed
          S: * 3 EXISTS
          S: * 3 RECENT
          S: d OK [APPENDUID *
          S: * 1 FETCH (FLAGS (\\Recent \\Seen))
          S: * 2 FETCH (FLAGS (\\Recent))
          S: * 3 FETCH (FLAGS (\\Recent))
          S: e OK *
          S: * BYE *
          S: f OK *
          closed
          """);
    }
  }

  @Test
  void aHundredErrorsInARowAreEnough() {
    try (var client = connected()) {
      for (int i = 0; i < 99; i++) {
        client.goes("C: a SING\nS: a BAD *");
      }
      client.goes("C: a NOOP\nS: a OK *");
      for (int i = 0; i < 100; i++) {
        client.goes("C: a LOGIN jones x\nS: a NO *");
      }
      client.goes("S: * BYE example.com Too many errors, closing connection\nclosed");
    }
  }

  @Test
  void whoIsSilentIsLoggedOut() {
    var listeners = Listeners.loopback().with(Duration.ofMillis(100));
    try (var lab = LabServer.start(server.fixture(), listeners);
        var client = Conversation.with(lab, Protocol.IMAP);
        var idle = Conversation.with(lab, Protocol.IMAP)) {
      client.goes("S: * OK *\nS: * BYE example.com Autologout: nothing heard *\nclosed");
      idle.hears("* OK *");
    }
  }

  @Test
  void othersAreSentAway() {
    try (var client = connected()) {
      client.sends("\u0016\u0003\u0001\u0002\u0000").hears("* BYE example.com A TLS handshake *");
    }
    try (var client = connected()) {
      client.sends("GET / HTTP/1.1\r\n").hears("* BYE example.com This is IMAP and *").isClosed();
    }
  }

  @Test
  void binaryGarbageIsAnsweredOrHungUpOn() {
    var random = new Random(3501);
    for (int i = 0; i < 50; i++) {
      var garbage = new byte[1 + random.nextInt(20_000)];
      random.nextBytes(garbage);
      try (var client = i % 2 == 0 ? connected() : selected()) {
        client.sends(garbage).sendsNoMore();
        for (var line = client.line(); line != null; line = client.line()) {
          assertThat(line).matches("(?s)(\\*|\\S+) (BAD|NO|BYE) .*");
        }
      } catch (UncheckedIOException e) {
        // Hung up on with more on its way.
        assertThat(e).hasCauseInstanceOf(SocketException.class);
      }
    }
    try (var client = loggedIn()) {
      client.goes("C: a NOOP\nS: a OK *");
    }
  }

  /// Words that mean something, put together so that they do not.
  @Test
  void wordsAtRandomAreAnsweredWithTheirTag() {
    var words =
        new String[] {
          "FETCH",
          "STORE",
          "SEARCH",
          "UID",
          "COPY",
          "LIST",
          "APPEND",
          "STATUS",
          "RENAME",
          "1:*",
          "1",
          "*",
          "(",
          ")",
          "FLAGS",
          "BODY[",
          "]",
          "HEADER.FIELDS",
          "\"",
          "\"\"",
          "{3+}\r\nabc",
          "<0.1>",
          "INBOX",
          "%",
          "\\Seen",
          "NOT",
          "OR",
          "FROM",
          "+FLAGS",
          "NIL",
          "&-",
          "\u00ff",
          "\u0000",
          "",
          "RETURN",
          "ALL",
          "1.2",
          "MIME",
          "5-Jan-2026",
          "CREATE",
          "DELETE",
          "ID",
          "SELECT",
        };
    var random = new Random(9);
    fill(2);
    try (var client = selected()) {
      for (int i = 0; i < 2_000; i++) {
        var command = new StringBuilder("t");
        for (int j = 1 + random.nextInt(7); j > 0; j--) {
          command
              .append(random.nextInt(8) == 0 ? "" : " ")
              .append(words[random.nextInt(words.length)]);
        }
        client.sends(command + "\r\nok NOOP\r\n");
        answer(client, "ok OK");
        if (i % 50 == 0) {
          ask(client, "SELECT INBOX");
        }
      }
    }
  }

  @Test
  void messagesThatMeanIllAreTakenApartAllTheSame() {
    var deep = "Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n";
    var nested = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      nested.append(deep.formatted(i, i));
    }
    var messages =
        new String[] {
          nested.toString(),
          "Content-Type: message/rfc822\r\n\r\n".repeat(20_000),
          "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\nx\r\n".repeat(50_000),
          "Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n\r\nx\r\n",
          "Content-Type: multipart/mixed\r\n\r\n--\r\n",
          "Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\nSubject: d\r\n\r\nx\r\n--b--",
          "From: " + "(".repeat(50_000) + "\r\nTo: " + "<".repeat(50_000) + "\r\n\r\n",
          "To: " + "a:".repeat(20_000) + "\r\nCc: \"" + "\\".repeat(50_001) + "\r\n\r\n",
          "Content-Type: text/plain; " + "a=b; ".repeat(20_000) + "\r\n\r\nx",
          "Content-Type: ;=;/\"\r\nContent-Disposition: ;;\r\nContent-Language: ,,\r\n\r\nx",
          "Subject: \u0001\t\"\\ \u00ff\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!=!",
        };
    try (var client = selected()) {
      for (var message : messages) {
        append(client, "INBOX", message);
      }
      for (int i = 1; i <= messages.length; i++) {
        client.sends("f FETCH " + i + " (ENVELOPE BODY BODYSTRUCTURE BODY.PEEK[1.1.1.1])\r\n");
        assertThat(answer(client, "f ").getLast()).isEqualTo("f OK FETCH completed");
      }
      for (var key : new String[] {"TEXT x", "BODY !!!", "FROM \"(\"", "SENTSINCE 1-Jan-2026"}) {
        assertThat(ask(client, "SEARCH " + key).getLast()).isEqualTo("t OK SEARCH completed");
      }
    }
    assertThat(stored("INBOX")).containsExactly(messages);
  }

  @Test
  void theClientDropsAnywhereAndNothingIsHalfDone() {
    var session =
        "a LOGIN jones wirelab\r\nb APPEND INBOX {22+}\r\nSubject: x\r\n\r\nHello!\r\n\r\n"
            + "c SELECT INBOX\r\nd IDLE\r\nDONE\r\ne LOGOUT\r\n";
    int append = session.indexOf("c SELECT");
    for (int length = 0; length < session.length(); length++) {
      int before = stored("INBOX").size();
      try (var client = connected()) {
        client.sends(session.substring(0, length).getBytes(ISO_8859_1)).sendsNoMore();
        while (client.line() != null) {
          // Whatever it was told, the server hangs up.
        }
      }
      assertThat(stored("INBOX")).hasSize(before + (length >= append ? 1 : 0));
    }
    assertThat(stored("INBOX")).containsOnly("Subject: x\r\n\r\nHello!\r\n");
  }
}
