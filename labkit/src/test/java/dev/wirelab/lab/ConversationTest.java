package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.server.Fixture;
import dev.wirelab.server.LabServer;
import dev.wirelab.server.Listeners;
import dev.wirelab.server.ServiceName;
import dev.wirelab.server.tls.Authority;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Protocol;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The walk-through's conversations in POP3 and IMAP, and one in HTTP, spoken by hand and typed
/// into cells; inside TLS as well.
@Timeout(30)
class ConversationTest {

  private static final String POP3 =
      """
      S: +OK POP3 server ready <1896.6971@mailgate.dobbs.org>
      C: USER bob
      S: +OK bob
      C: PASS ********
      S: +OK bob's maildrop has 2 messages (320 octets)
      C: STAT
      S: +OK 2 320
      C: LIST
      S: +OK 2 messages (320 octets)
      S: 1 120
      S: 2 200
      S: .
      C: RETR 1
      S: +OK 120 octets
      {message 1}
      S: .
      C: DELE 1
      S: +OK message 1 deleted
      C: DELE 2
      S: +OK message 2 deleted
      C: QUIT
      S: +OK dewey POP3 server signing off (maildrop empty)
      """;

  private static final List<String> POP3_COMMANDS =
      List.of("USER bob", "PASS redqueen", "STAT", "LIST", "RETR 1", "DELE 1", "DELE 2", "QUIT");

  private static final Duration LONG = Duration.ofSeconds(10);

  @TempDir Path folder;

  private final LabSession session = new LabSession();
  private final Lab lab = session.lab;

  @AfterEach
  void close() {
    session.close();
  }

  private String pop3() {
    var message =
        lab.mailbox("bob")
            .message(1)
            .toString()
            .lines()
            .map(line -> (line.startsWith(".") ? "S: ." : "S: ") + line)
            .toList();
    return POP3.replace("{message 1}", String.join("\n", message));
  }

  @Test
  void pop3OfTheWalkThrough() {
    var expected = pop3();
    var first = lab.mailbox("bob").message(1).toString();
    var pop3 = lab.pop3();
    for (var command : POP3_COMMANDS) {
      var reply = pop3.send(command);
      assertThat(reply.isPositive()).as(command).isTrue();
      if (command.equals("LIST")) {
        assertThat(reply.data()).containsExactly("1 120", "2 200");
        assertThat(reply.text()).isEqualTo("2 messages (320 octets)");
      }
      if (command.equals("RETR 1")) {
        assertThat(reply.payload()).isEqualTo(first);
        assertThat(reply.octets()).isEqualTo(120);
      }
    }
    assertThat(session.shown()).isEqualTo(expected);
    assertThat(pop3.transcript() + "\n").isEqualTo(expected);
    assertThat(lab.wire().last() + "\n").isEqualTo(expected);
    assertThat(pop3.isOpen()).isFalse();
    assertThat(lab.mailbox("bob").size()).isZero();
    assertThat(pop3.transcript().withSecrets().toString()).contains("PASS redqueen");
    assertThat(pop3.transcript().mimeBundle().data().get("text/html").toString())
        .contains("marked; RSET takes it back", "here the server ends the payload");
  }

  @Test
  void pop3OfTheWalkThroughInCells() {
    var expected = pop3();
    var magic = ConversationMagic.pop3(lab);
    var shown = new StringBuilder();
    for (var command : POP3_COMMANDS) {
      shown.append(magic.run(List.of(), command + "\n")).append("\n");
    }
    assertThat(shown).hasToString(expected);
  }

  @Test
  void whatIsNotToBeReadIsAnswered() {
    var pop3 = lab.pop3();
    var reply = pop3.send("RETR 1");
    assertThat(reply.status()).isEqualTo("-ERR");
    assertThat(reply.isPositive()).isFalse();
    assertThat(pop3.send("AUTH PLAIN").status()).isEqualTo("+");
    assertThat(pop3.send("*").status()).isEqualTo("-ERR");
  }

  @Test
  void imapOfTheWalkThrough() {
    var raw = lab.mailbox("frobozz").message(1).toString();
    int body = raw.indexOf("\r\n\r\n") + 4;
    var imap = lab.imap();
    assertThat(imap.greeting().toString())
        .isEqualTo("* OK example.com IMAP4rev1 v12.264 server ready");
    var login = imap.send("A0001 LOGIN \"frobozz\" \"xyzzy\"");
    assertThat(login.tag()).isEqualTo("A0001");
    assertThat(login.status()).isEqualTo("OK");
    assertThat(login.text()).isEqualTo("User frobozz authenticated");
    var select = imap.send("A0002 SELECT INBOX");
    assertThat(select.lines())
        .containsSubsequence(
            "* 1 EXISTS",
            "* 1 RECENT",
            "* FLAGS (\\Answered \\Flagged \\Deleted \\Draft \\Seen)",
            "* OK [UNSEEN 1] first unseen message",
            "A0002 OK [READ-WRITE] SELECT completed");
    assertThat(select.untagged("exists")).hasToString("[1 EXISTS]");
    assertThat(imap.send("A0003 FETCH 1 RFC822.SIZE"))
        .hasToString("* 1 FETCH (RFC822.SIZE 2545)\nA0003 OK FETCH completed");
    var header = imap.send("A0004 FETCH 1 BODY.PEEK[HEADER]");
    assertThat(header.lines().getFirst()).isEqualTo("* 1 FETCH (BODY[HEADER] {1425}");
    assertThat(header.literal()).isEqualTo(raw.substring(0, body)).hasSize(1425);
    var text = imap.send("A0005 FETCH 1 BODY[TEXT]");
    assertThat(text.literal()).isEqualTo(raw.substring(body)).hasSize(1120);
    assertThat(text.lines())
        .contains("* 1 FETCH (BODY[TEXT] {1120}")
        .endsWith("* 1 FETCH (FLAGS (\\Recent \\Seen))", "A0005 OK FETCH completed");
    assertThat(imap.send("A0006 LOGOUT"))
        .hasToString(
            "* BYE example.com IMAP4rev1 server terminating connection\n"
                + "A0006 OK LOGOUT completed");
    assertThat(imap.isOpen()).isFalse();
    var shown = session.shown();
    assertThat(shown)
        .startsWith(
            "S: * OK example.com IMAP4rev1 v12.264 server ready\n"
                + "C: A0001 LOGIN \"frobozz\" ********\n")
        .contains("S: )\nS: A0004 OK FETCH completed\n");
    assertThat(imap.transcript() + "\n").isEqualTo(shown);
    assertThat(lab.wire().last() + "\n").isEqualTo(shown);
  }

  @Test
  void aLiteralIsCountedByOctets() {
    var imap = lab.imap();
    imap.send("a LOGIN {7}");
    assertThat(imap.send("frobozz xyzzy").isOk()).isTrue();
    assertThat(imap.send("b APPEND INBOX {7}").isContinuation()).isTrue();
    assertThat(imap.send("A: é")).isSameAs(ImapReply.NONE);
    assertThat(imap.send("").isOk()).isTrue();
    assertThat(lab.mailbox("frobozz").size()).isEqualTo(2);
  }

  @Test
  void idleWaitsForNews() {
    var imap = lab.imap();
    imap.send("a LOGIN demo wirelab\nb SELECT INBOX");
    assertThat(imap.send("c IDLE").isContinuation()).isTrue();
    try (var other = lab.imap()) {
      other.send("a LOGIN demo wirelab\nb APPEND INBOX {6}\nA: b\n");
      other.send("");
    }
    assertThat(imap.await().untagged("EXISTS")).hasToString("[3 EXISTS]");
    assertThat(imap.send("DONE").lines()).endsWith("c OK Idle completed.");
  }

  @Test
  void noNewsIsNoEnd() {
    var imap = lab.imap();
    imap.send("a LOGIN demo wirelab\nb SELECT INBOX\nc IDLE");
    imap.timeout(Duration.ofMillis(20));
    assertThatThrownBy(imap::await)
        .isInstanceOf(ConversationException.class)
        .hasMessageStartingWith("Waited 0.02 s for news, and there were none.")
        .hasNoSuppressedExceptions();
    imap.timeout(Duration.ofSeconds(5));
    assertThat(imap.send("DONE").isOk()).isTrue();
  }

  @Test
  void aLineWithoutATagIsAnsweredToo() {
    var imap = lab.imap().timeout(Duration.ofSeconds(5));
    imap.send("NOOP");
    assertThat(imap.send("a NOOP").isOk()).isTrue();
  }

  @Test
  void httpIsFinishedByAnEmptyLine() {
    var http = lab.http();
    assertThat(http.send("GET / HTTP/1.1\nHost: localhost")).isSameAs(HttpReply.NONE);
    var response = http.send("");
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.isSuccessful()).isTrue();
    assertThat(response.octets()).hasSize(Integer.parseInt(response.field("content-length")));
    assertThat(http.send("GET /nowhere HTTP/1.1\nHost: localhost\n\n").status()).isEqualTo(404);
    assertThat(http.send("HEAD / HTTP/1.1\nHost: localhost\n\n").octets()).isEmpty();
    assertThat(http.send("GET / HTTP/1.1\nHost: localhost\nConnection: close\n\n").status())
        .isEqualTo(200);
    assertThat(http.isOpen()).isFalse();
    assertThat(lab.wire().last()).hasToString(http.transcript().toString());
  }

  @Test
  void severalRequestsAtOnceAreAnsweredOneByOne() {
    var http = lab.http();
    var both =
        "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    assertThat(http.sendBytes(both.getBytes(StandardCharsets.US_ASCII)).status()).isEqualTo(200);
    var smtp = lab.smtp();
    var all =
        "EHLO a\r\nMAIL FROM:<a@b.c>\r\nRCPT TO:<Jones@foo.com>\r\nDATA\r\nx\r\n.\r\nQUIT\r\n";
    assertThat(smtp.sendBytes(all.getBytes(StandardCharsets.US_ASCII)).code()).isEqualTo(221);
    assertThat(lab.mailbox("jones").size()).isEqualTo(1);
  }

  @Test
  void halfALineWaitsForItsOtherHalf() {
    var smtp = lab.smtp();
    assertThat(smtp.sendBytes("NO".getBytes(StandardCharsets.US_ASCII))).isSameAs(Reply.NONE);
    assertThat(smtp.sendBytes("OP\r\n".getBytes(StandardCharsets.US_ASCII)).code()).isEqualTo(250);
    assertThat(session.shown()).endsWith("C: NOOP\nS: 250 OK\n");
  }

  @Test
  void allOfThemSpeakInsideTls() {
    assertThat(lab.smtps().send("EHLO bar.com").code()).isEqualTo(250);
    assertThat(session.shown()).startsWith("(encrypted from here on: TLSv1.3)\nS: 220 foo.com");
    assertThat(lab.pop3s().send("USER bob").isPositive()).isTrue();
    assertThat(lab.imaps().send("a NOOP").isOk()).isTrue();
    var https = lab.https();
    assertThat(https.send("GET / HTTP/1.1\nHost: localhost\n\n").status()).isEqualTo(200);
    assertThat(https.isEncrypted()).isTrue();
    assertThat(https.transcript().lines()).allMatch(line -> line.tls());
  }

  @Test
  void inClearUntilTheClientAsks() {
    var imap = lab.imap();
    imap.send("a STARTTLS");
    assertThat(imap.isEncrypted()).isTrue();
    assertThat(imap.send("b LOGIN demo wirelab").isOk()).isTrue();
    var pop3 = lab.pop3();
    pop3.send("STLS");
    assertThat(pop3.send("USER bob").isPositive()).isTrue();
    assertThat(pop3.transcript().lines().getFirst().tls()).isFalse();
    assertThat(pop3.transcript().lines().getLast().tls()).isTrue();
    assertThat(session.shown()).contains("S: a OK").contains("(encrypted from here on: TLSv1.3)");
  }

  @Test
  void cellsCanKeepSeveralConversationsApart() {
    var magic = ConversationMagic.imap(lab);
    magic.run(List.of("--as", "alice"), "a LOGIN frobozz xyzzy\n");
    assertThat(magic.run(List.of(), "a NOOP").toString()).startsWith("S: * OK");
    assertThat(magic.run(List.of("--as", "alice"), "b SELECT INBOX").toString())
        .startsWith("C: b SELECT INBOX")
        .endsWith("b OK [READ-WRITE] SELECT completed");
    var tls = magic.run(List.of("--tls", "--split"), "a NOOP");
    assertThat(tls.toString()).startsWith("S: * OK").endsWith("a OK NOOP completed");
    assertThat(tls.lines()).allMatch(line -> line.tls());
    assertThat(magic.run(List.of("--tls"), "b NOOP").toString()).startsWith("C: b NOOP");
  }

  @Test
  void aRequestIsTypedIntoACell() {
    var magic = ConversationMagic.http(lab);
    assertThat(magic.run(List.of(), "GET / HTTP/1.1\nHost: localhost\n").toString())
        .contains("S: HTTP/1.1 200 OK");
    assertThat(magic.run(List.of(), "GET / HTTP/1.1\nHost: localhost").toString())
        .doesNotContain("200");
    assertThat(session.shown()).contains("The request is not finished");
    assertThat(magic.run(List.of(), "\n").toString()).contains("S: HTTP/1.1 200 OK");
  }

  @Test
  void oneLineIsNotEnough() {
    assertThatThrownBy(() -> ConversationMagic.smtp(lab).run(List.of("EHLO", "bar.com"), ""))
        .hasMessage(
            "What you say begins on the next line: “%%smtp” stands alone, and “EHLO bar.com”"
                + " below it.");
  }

  @Test
  void aWrongPortIsNamedInATeachersWords() {
    try (var server = new ScriptedServer(connection -> connection.send("* OK hello\r\n"))) {
      assertThatThrownBy(() -> lab.pop3(server.host(), server.port()))
          .isInstanceOf(ConversationException.class)
          .hasMessage(
              "What came in place of the server’s greeting is not POP3. “* OK hello” is no answer"
                  + " of POP3: it begins with +OK or -ERR (RFC 1939, 3).");
    }
  }

  @Test
  void aTimeoutSaysWhatWasAwaited() {
    try (var server =
            new ScriptedServer(connection -> {
              connection.send("+OK hello\r\n");
              connection.line();
              connection.send("+OK 3 octets\r\na\r\n");
              connection.silence();
            });
        var pop3 = lab.pop3(server.host(), server.port()).timeout(Duration.ofMillis(200))) {
      assertThatThrownBy(() -> pop3.send("RETR 1"))
          .hasMessageStartingWith("Waited 0.2 s for the rest of the reply to RETR")
          .hasMessageEndingWith("A new conversation begins with lab.pop3().");
    }
  }

  @Test
  void aBodyMayEndWithTheConnection() {
    try (var server =
            new ScriptedServer(connection -> {
              while (!connection.line().isEmpty()) {
                // The request.
              }
              connection.send("HTTP/1.0 200 OK\r\n\r\nno end of line");
            });
        var http = lab.http(server.host(), server.port())) {
      assertThat(http.send("GET / HTTP/1.0\n\n").body()).isEqualTo("no end of line");
      assertThat(http.isOpen()).isFalse();
    }
  }

  @Test
  void chunksArePutTogether() {
    try (var server =
            new ScriptedServer(connection -> {
              while (!connection.line().isEmpty()) {
                // The request.
              }
              connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              connection.send("3\r\none\r\n5\r\n two\n\r\n0\r\n\r\n");
              connection.silence();
            });
        var http = lab.http(server.host(), server.port())) {
      assertThat(http.send("GET / HTTP/1.1\nHost: x\n\n").body()).isEqualTo("one two\n");
    }
  }

  @Test
  void whoSpeaksNoTlsIsFoundOut() {
    try (var server =
            new ScriptedServer(connection -> {
              connection.send("220 here\r\n");
              connection.line();
              connection.send("220 go\r\n");
              connection.in().read();
              connection.send("* no TLS\r\n");
              connection.silence();
            });
        var smtp = lab.smtp(server.host(), server.port())) {
      assertThatThrownBy(() -> smtp.send("STARTTLS"))
          .isInstanceOf(ConversationException.class)
          .hasMessageStartingWith("No TLS with 127.0.0.1");
    }
  }

  @Test
  void aCertificateFromSomebodyElseIsRefused() {
    var smtp = new Smtp(new Dialogue(Protocol.SMTP, Clock.systemUTC(), true), session.board, LONG);
    try (var stranger = LabServer.start(Fixture.named("walkthrough"), untrusted())) {
      var there =
          new Endpoint(
              stranger.host(),
              stranger.port(ServiceName.SMTPS),
              true,
              Authority.ofThisInstallation()::trusting);
      assertThatThrownBy(() -> smtp.open(there))
          .isInstanceOf(ConversationException.class)
          .hasMessageStartingWith("The certificate of 127.0.0.1 is not trusted here");
    }
  }

  private Listeners untrusted() {
    return Listeners.loopback().with(Authority.in(folder));
  }
}
