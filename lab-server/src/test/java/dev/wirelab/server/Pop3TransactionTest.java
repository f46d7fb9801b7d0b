package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.wire.Protocol;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What can be done with the mail: RFC 1939, 5 to 7.
class Pop3TransactionTest extends Pop3Test {

  @Test
  void listTellsOneOrAll() {
    try (var client = loggedIn()) {
      client.goes(
          """
          C: LIST 2
          S: +OK 2 200
          C: list
          S: +OK 2 messages (320 octets)
          S: 1 120
          S: 2 200
          S: .
          C: DELE 1
          S: +OK message 1 deleted
          C: LIST
          S: +OK 1 message (200 octets)
          S: 2 200
          S: .
          C: STAT
          S: +OK 1 200
          """);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"LIST", "UIDL", "RETR", "DELE"})
  void numbersOfNoMessageAreRefused(String verb) {
    try (var client = loggedIn()) {
      for (var number : new String[] {"0", "3", "99999999999999999999"}) {
        client.goes("C: " + verb + " " + number);
        client.hears("-ERR no such message, only 2 messages in maildrop");
      }
      client.goes("C: " + verb + " two");
      assertThat(client.line()).startsWith("-ERR numbers are written in digits; syntax: " + verb);
      client.goes("C: " + verb + " -1\nS: -ERR numbers are written in digits; syntax: *");
      client.goes("C: " + verb + " 1 1\nS: -ERR that is too much; syntax: *");
      client.goes("C: " + verb + "  1\nS: -ERR a single space stands between words *");
      client.goes("C: DELE 1\nS: +OK message 1 deleted");
      client.goes("C: " + verb + " 1\nS: -ERR message 1 is deleted; RSET takes that back");
    }
  }

  @Test
  void anEmptyMaildropHasNoMessage() {
    try (var client = connected()) {
      client.goes(
          """
          C: USER jones
          S: +OK jones
          C: PASS wirelab
          S: +OK jones's maildrop has 0 messages (0 octets)
          C: STAT
          S: +OK 0 0
          C: LIST
          S: +OK 0 messages (0 octets)
          S: .
          C: UIDL
          S: +OK 0 messages (0 octets)
          S: .
          C: RETR 1
          S: -ERR no such message, the maildrop is empty
          C: QUIT
          S: +OK dewey POP3 server signing off (maildrop empty)
          closed
          """);
    }
  }

  @Test
  void topHasTheHeaderAndSomeLines() {
    try (var client = loggedIn()) {
      client.goes(
          """
          C: TOP 1 0
          S: +OK header and 0 lines at most
          S: From: <Alice@foo.com>
          S: To: <bob@dobbs.org>
          S: Subject: Tea at six
          S:\s
          S: .
          C: TOP 1 2
          S: +OK header and 2 lines at most
          S: From: <Alice@foo.com>
          S: To: <bob@dobbs.org>
          S: Subject: Tea at six
          S:\s
          S: The Queen is coming.
          S: ....and she won't wait.
          S: .
          """);
      client.goes("C: TOP 1 99999999999\nS: +OK *");
      assertThat(client.content()).isEqualTo(stored().getFirst());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TOP      | TOP needs an argument; syntax: TOP <message> <lines>
          TOP 1    | something is missing; syntax: TOP <message> <lines>
          TOP 1 -1 | numbers are written in digits; syntax: TOP <message> <lines>
          TOP 9 1  | no such message, only 2 messages in maildrop
          RETR     | RETR needs an argument; syntax: RETR <message>
          STAT 1   | STAT has no argument; syntax: STAT
          QUIT now | QUIT has no argument; syntax: QUIT
          """)
  void whatIsWrittenWrongIsExplained(String line, String fault) {
    try (var client = loggedIn()) {
      client.goes("C: " + line + "\nS: -ERR " + fault + "\nC: STAT\nS: +OK 2 320");
    }
  }

  @Test
  void rsetTakesDeletionsBack() {
    try (var client = loggedIn()) {
      client.goes(
          """
          C: DELE 2
          S: +OK message 2 deleted
          C: DELE 2
          S: -ERR message 2 is deleted; RSET takes that back
          C: RETR 2
          S: -ERR message 2 is deleted; RSET takes that back
          C: RSET
          S: +OK bob's maildrop has 2 messages (320 octets)
          C: NOOP
          S: +OK nothing done
          C: QUIT
          S: +OK dewey POP3 server signing off (2 messages left)
          closed
          """);
    }
    assertThat(stored()).hasSize(2);
  }

  @Test
  void deletionsHappenAtQuitAndNumbersBeginAnew() {
    var second = stored().getLast();
    try (var client = loggedIn()) {
      client.goes("C: DELE 1\nS: +OK message 1 deleted");
      assertThat(stored()).hasSize(2);
      client.goes("C: QUIT\nS: +OK dewey POP3 server signing off (1 message left)\nclosed");
    }
    assertThat(stored()).containsExactly(second);
    try (var client = loggedIn()) {
      client.goes("C: STAT\nS: +OK 1 200\nC: RETR 1\nS: +OK 200 octets");
      assertThat(client.content()).isEqualTo(second);
    }
  }

  @Test
  void whatIsSentBehindQuitIsNotRead() {
    try (var client = loggedIn()) {
      client.sends("DELE 1\r\nQUIT\r\nDELE 2\r\n").hears("+OK message 1 deleted");
      client.hears("+OK dewey POP3 server signing off (1 message left)");
    }
    assertThat(stored()).hasSize(1);
  }

  @Test
  void mailThatComesMeanwhileIsSeenNextTime() {
    try (var client = loggedIn()) {
      deliver("Subject: new\r\n\r\nHello!");
      client.goes("C: STAT\nS: +OK 2 320\nC: RETR 3\nS: -ERR no such message, *");
      client.goes("C: DELE 1\nS: +OK *\nC: DELE 2\nS: +OK *");
      client.goes("C: QUIT\nS: +OK dewey POP3 server signing off (1 message left)\nclosed");
    }
    assertThat(stored()).singleElement().asString().contains("Subject: new");
  }

  @Test
  void uniqueIdentifiersStayWithTheirMessages() {
    try (var client = loggedIn()) {
      client.goes("C: UIDL\nS: +OK 2 messages (320 octets)");
      var first = client.line();
      var second = client.line();
      assertThat(first).matches("1 [!-~]{1,70}");
      assertThat(second).matches("2 [!-~]{1,70}").doesNotEndWith(first.substring(2));
      client.goes("S: .\nC: UIDL 2\nS: +OK " + second + "\nC: DELE 1\nS: +OK *");
      client.goes("C: UIDL\nS: +OK 1 message (200 octets)\nS: " + second + "\nS: .");
      client.goes("C: QUIT\nS: +OK *\nclosed");
      try (var again = loggedIn()) {
        again.goes("C: UIDL 1\nS: +OK 1" + second.substring(1));
      }
      server.reset();
      try (var anew = loggedIn()) {
        anew.goes("C: UIDL 1\nS: +OK " + first);
      }
    }
  }

  @Test
  void aMessageWithOddLinesComesAsItWasSent() {
    deliver("Subject: odd\r\n\r\n..\r\n...\r\n\r\n" + "x".repeat(5_000) + "\r\n\u00e9\u0000\u00ff");
    try (var client = loggedIn()) {
      client.goes("C: STAT");
      var text = stored().getLast();
      client.hears("+OK 3 " + (320 + text.length()));
      client.goes("C: RETR 3\nS: +OK " + text.length() + " octets");
      assertThat(client.content()).isEqualTo(text).contains("\r\n.\r\n..\r\n\r\nxxx");
    }
  }

  @Test
  void aClientMayPipeline() {
    try (var client = connected()) {
      client.sends("USER bob\r\nPASS redqueen\r\nSTAT\r\nLIST 1\r\nRETR 9\r\nDELE 1\r\nQUIT\r\n");
      client.goes(
          """
          S: +OK bob
          S: +OK bob's maildrop has 2 messages (320 octets)
          S: +OK 2 320
          S: +OK 1 120
          S: -ERR no such message, only 2 messages in maildrop
          S: +OK message 1 deleted
          S: +OK dewey POP3 server signing off (1 message left)
          closed
          """);
    }
  }

  @Test
  void nothingIsDeletedWhereverTheConnectionDrops() {
    var octets = "USER bob\r\nPASS redqueen\r\nDELE 1\r\nDELE 2\r\nQUIT\r";
    for (int i = 0; i <= octets.length(); i++) {
      try (var client = connected()) {
        client.sends(octets.substring(0, i));
      }
    }
    try (var client = loggedIn()) {
      client.goes("C: STAT\nS: +OK 2 320");
    }
  }

  @Test
  void aResetOfTheLabDeletesNothing() {
    try (var client = loggedIn()) {
      client.goes("C: DELE 1\nS: +OK message 1 deleted");
      server.reset();
      client.hears("-ERR [SYS/TEMP] dewey POP3 server: shutting down, nothing has been deleted");
      client.isClosed();
    }
    assertThat(stored()).hasSize(2);
  }

  @Test
  void manyReadAndDeleteAtOnceAndEachMessageGoesOnce()
      throws InterruptedException, ExecutionException {
    for (int i = 0; i < 18; i++) {
      deliver("Subject: " + i + "\r\n\r\nHello!");
    }
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var clients =
          IntStream.range(0, 20).mapToObj(_ -> executor.submit(this::deleteTheFirst)).toList();
      for (var client : clients) {
        client.get();
      }
    }
    assertThat(stored()).isEmpty();
  }

  /// Comes again as long as another one has the maildrop.
  private void deleteTheFirst() {
    try (var client = Conversation.with(server, Protocol.POP3)) {
      client.hears("+OK POP3 server ready <*");
      String login;
      do {
        client.goes("C: USER bob\nS: +OK bob\nC: PASS redqueen");
        login = client.line();
      } while (login.startsWith("-ERR [IN-USE]"));
      assertThat(login).startsWith("+OK bob's maildrop has ");
      client.goes("C: DELE 1\nS: +OK message 1 deleted\nC: QUIT\nS: +OK *\nclosed");
    }
  }
}
