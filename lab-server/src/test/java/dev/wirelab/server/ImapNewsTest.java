package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.wire.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What one client does, others hear of, with numbers that are right for them. RFC 3501, 2.3.2,
/// 5.2, 7.3 and 7.4; RFC 2177; RFC 2180.
class ImapNewsTest extends ImapTest {

  private void deliver() {
    try (var client = Conversation.with(server, Protocol.SMTP)) {
      client.goes(
          """
          S: 220 *
          C: HELO bar.com
          S: 250 *
          C: MAIL FROM:<Smith@bar.com>
          S: 250 OK
          C: RCPT TO:<Jones@foo.com>
          S: 250 OK
          C: DATA
          S: 354 *
          C: Hello!
          C: .
          S: 250 OK
          """);
    }
  }

  @Test
  void newMailIsToldWithTheNextCommand() {
    try (var client = selected()) {
      deliver();
      client.goes(
          """
          C: a NOOP
          S: * 1 EXISTS
          S: * 1 RECENT
          S: a OK NOOP completed
          C: b NOOP
          S: b OK NOOP completed
          """);
    }
  }

  @Test
  void flagsAreToldToOthersAndNotTwiceToOneself() {
    fill(3);
    try (var one = selected();
        var other = selected()) {
      one.goes("C: a STORE 2 +FLAGS (\\Flagged)\nS: * 2 FETCH (FLAGS (\\Flagged \\Recent))");
      one.goes("S: a OK *\nC: b NOOP\nS: b OK *");
      other.goes("C: a NOOP\nS: * 2 FETCH (FLAGS (\\Flagged))\nS: a OK *\nC: b NOOP\nS: b OK *");
      one.goes("C: c STORE 3 +FLAGS.SILENT (\\Seen)\nS: c OK *\nC: d NOOP\nS: d OK *");
      other.goes("C: c UID SEARCH ALL\nS: * SEARCH 1 2 3\nS: * 3 FETCH (UID 3 FLAGS (\\Seen))");
      other.goes("S: c OK *");
    }
  }

  @Test
  void numbersChangeOnlyWhenTheClientIsTold() {
    fill(4);
    try (var one = selected();
        var other = selected()) {
      one.goes("C: a STORE 2 +FLAGS.SILENT (\\Deleted)\nS: a OK *\nC: b EXPUNGE");
      one.goes("S: * 2 EXPUNGE\nS: b OK *");
      // Not while FETCH, STORE and SEARCH are answered; the message can be read until then.
      other.goes(
          """
          C: a FETCH 2:3 (UID BODY.PEEK[HEADER])
          S: * 2 FETCH (UID 2 BODY[HEADER] {14}
          S: Subject: 2
          S:\s
          S: )
          S: * 3 FETCH (UID 3 BODY[HEADER] {14}
          S: Subject: 3
          S:\s
          S: )
          S: * 2 FETCH (FLAGS (\\Deleted))
          S: a OK FETCH completed
          C: b SEARCH ALL
          S: * SEARCH 1 2 3 4
          S: b OK SEARCH completed
          C: c STORE 1:2 +FLAGS (\\Seen)
          S: * 1 FETCH (FLAGS (\\Seen))
          S: c NO [EXPUNGEISSUED] Somebody has removed some of the messages; NOOP tells which
          C: d FETCH 4 UID
          S: * 4 FETCH (UID 4)
          S: d OK FETCH completed
          C: e NOOP
          S: * 2 EXPUNGE
          S: e OK NOOP completed
          C: f FETCH 2:3 UID
          S: * 2 FETCH (UID 3)
          S: * 3 FETCH (UID 4)
          S: f OK FETCH completed
          C: g FETCH 4 UID
          S: g BAD *
          """);
    }
  }

  @Test
  void whatGoesIsToldBeforeWhatComes() {
    fill(2);
    try (var one = selected();
        var other = selected()) {
      one.goes("C: a STORE 1 +FLAGS.SILENT (\\Deleted)\nS: a OK *\nC: b EXPUNGE\nS: * 1 EXPUNGE");
      one.hears("b OK EXPUNGE completed");
      append(one, "INBOX", "new\r\n");
      other.goes(
          """
          C: a FETCH 1 UID
          S: * 1 FETCH (UID 1)
          S: * 3 EXISTS
          S: * 0 RECENT
          S: * 1 FETCH (FLAGS (\\Deleted))
          S: a OK FETCH completed
          C: b NOOP
          S: * 1 EXPUNGE
          S: b OK NOOP completed
          C: c FETCH 1:* UID
          S: * 1 FETCH (UID 2)
          S: * 2 FETCH (UID 3)
          S: c OK FETCH completed
          """);
    }
  }

  @Test
  void aMessageIsRecentForOneSessionOnly() {
    fill(2);
    try (var looking = loggedIn()) {
      assertThat(ask(looking, "EXAMINE INBOX")).contains("* 2 RECENT");
      assertThat(ask(looking, "EXAMINE INBOX")).contains("* 2 RECENT");
      try (var first = loggedIn();
          var second = loggedIn()) {
        assertThat(ask(first, "SELECT INBOX")).contains("* 2 RECENT");
        assertThat(ask(second, "SELECT INBOX")).contains("* 0 RECENT");
        assertThat(ask(looking, "EXAMINE INBOX")).contains("* 0 RECENT");
        deliver();
        assertThat(ask(second, "NOOP")).contains("* 3 EXISTS", "* 0 RECENT");
        assertThat(ask(first, "NOOP")).contains("* 3 EXISTS", "* 3 RECENT");
        assertThat(ask(first, "SEARCH RECENT")).contains("* SEARCH 1 2 3");
        assertThat(ask(second, "FETCH 3 FLAGS")).contains("* 3 FETCH (FLAGS ())");
        assertThat(ask(first, "SELECT INBOX")).contains("* 0 RECENT");
      }
    }
  }

  @Test
  void idleTellsAtOnce() {
    fill(1);
    try (var idle = selected();
        var other = selected()) {
      idle.goes("C: a IDLE\nS: + idling*");
      deliver();
      idle.goes("S: * 2 EXISTS\nS: * 2 RECENT");
      other.goes("C: b STORE 1 +FLAGS.SILENT (\\Seen \\Deleted)");
      idle.hears("* 1 FETCH (FLAGS (\\Deleted \\Recent \\Seen))");
      other.goes(
          "S: * 2 EXISTS\nS: * 0 RECENT\nS: b OK *\nC: c EXPUNGE\nS: * 1 EXPUNGE\nS: c OK *");
      idle.hears("* 1 EXPUNGE");
      idle.goes("C: done\nS: a OK IDLE completed\nC: d FETCH 1:* UID\nS: * 1 FETCH (UID 2)");
      idle.goes("S: d OK *\nC: e IDLE\nS: + idling*\nC: DONE\nS: e OK *");
    }
  }

  @Test
  void onlyDoneEndsIdle() {
    try (var client = loggedIn()) {
      client.goes("C: a IDLE\nS: + idling*\nC: b NOOP\nS: a BAD Only DONE ends IDLE (RFC 2177)");
      client.goes("C: c NOOP\nS: c OK *");
    }
  }

  @Test
  void whoIdlesHearsGoodbye() {
    try (var client = selected()) {
      client.goes("C: a IDLE\nS: + idling*");
      server.reset();
      client.hears("* BYE example.com Server shutting down, closing connection").isClosed();
    }
  }

  @Test
  void aDeletedMailboxIsEmptyToThoseWhoHaveItOpen() {
    try (var one = loggedIn();
        var other = loggedIn()) {
      ask(one, "CREATE box");
      append(one, "box", "x\r\n");
      append(one, "box", "y\r\n");
      ask(other, "SELECT box");
      ask(one, "DELETE box");
      other.goes(
          """
          C: a FETCH 1 UID
          S: * 1 FETCH (UID 1)
          S: a OK FETCH completed
          C: b NOOP
          S: * 1 EXPUNGE
          S: * 1 EXPUNGE
          S: b OK NOOP completed
          C: c COPY 1 box
          S: c NO [TRYCREATE] *
          C: d CLOSE
          S: d OK CLOSE completed
          """);
    }
  }

  @Test
  void pop3sDeletionsAreHeardOf() {
    fill(2);
    try (var client = selected()) {
      try (var pop = Conversation.with(server, Protocol.POP3)) {
        pop.goes("S: +OK *\nC: USER jones\nS: +OK*\nC: PASS wirelab\nS: +OK*\nC: DELE 1\nS: +OK*");
        pop.goes("C: QUIT\nS: +OK*\nclosed");
      }
      client.goes("C: a NOOP\nS: * 1 EXPUNGE\nS: a OK *");
    }
  }

  /// Each client believes a view of the mailbox in which all that it was told adds up.
  @Test
  void manyAtOnceAgreeInTheEnd() throws InterruptedException, ExecutionException {
    fill(20);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var clients = new ArrayList<Future<List<String>>>();
      for (int i = 0; i < 8; i++) {
        int number = i;
        clients.add(executor.submit(() -> work(number)));
      }
      var views = new ArrayList<List<String>>();
      for (var client : clients) {
        views.add(client.get());
      }
      assertThat(views).allMatch(view -> !view.isEmpty());
    }
    var uids = server.messages("jones", "INBOX").stream().map(StoredMessage::uid).toList();
    assertThat(uids).isSorted().doesNotHaveDuplicates();
  }

  private List<String> work(int number) {
    try (var client = selected()) {
      var view = new ArrayList<String>();
      view.addAll(uids(client));
      for (int i = 0; i < 15; i++) {
        follow(view, client, "APPEND INBOX {3+}\r\nx\r\n");
        follow(view, client, "UID STORE " + (number * 2 + i) + " +FLAGS (\\Deleted)");
        follow(view, client, "STORE 1 +FLAGS (k" + number + ")");
        follow(view, client, i % 4 == 3 ? "EXPUNGE" : "NOOP");
        follow(view, client, "NOOP");
        // The numbers that the client has been told are those of the server.
        assertThat(view.size()).isEqualTo(uids(client).size());
      }
      return view;
    }
  }

  private static List<String> uids(Conversation client) {
    return ask(client, "FETCH 1:* UID").stream()
        .filter(line -> line.matches("\\* \\d+ FETCH \\(UID \\d+\\)"))
        .map(line -> line.replaceAll(".*UID (\\d+).*", "$1"))
        .toList();
  }

  private static void follow(List<String> view, Conversation client, String command) {
    for (var line : ask(client, command)) {
      if (line.endsWith(" EXPUNGE")) {
        view.remove(Integer.parseInt(line.split(" ")[1]) - 1);
      } else if (line.endsWith(" EXISTS")) {
        int exists = Integer.parseInt(line.split(" ")[1]);
        assertThat(exists).isGreaterThan(view.size());
        while (view.size() < exists) {
          view.add("new");
        }
      }
    }
  }
}
