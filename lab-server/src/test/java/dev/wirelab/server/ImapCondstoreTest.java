package dev.wirelab.server;

import static dev.wirelab.server.ImapTest.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.wire.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Changes have numbers, which clients can see and make conditions of: RFC 7162, 3.1.
@Timeout(60)
class ImapCondstoreTest {

  private final LabServer server = LabServer.start(Fixture.named("empty"));

  @AfterEach
  void close() {
    server.close();
  }

  private Conversation loggedIn() {
    return Conversation.with(server, Protocol.IMAP)
        .goes("S: * OK *\nC: l LOGIN jones wirelab\nS: l OK *");
  }

  /// A client that has three messages; the latest change is number 4, that of message 3.
  private Conversation selected(String command) {
    var client = loggedIn();
    for (int i = 0; i < 3; i++) {
      client.goes("C: a APPEND INBOX {14+}\nC: Subject: x\nC: \nC: \nS: a OK *");
    }
    assertThat(ask(client, command)).contains("* OK [HIGHESTMODSEQ 4] Highest");
    return client;
  }

  private Conversation selected() {
    return selected("SELECT INBOX");
  }

  @Test
  void itIsAnnouncedWhereTheFixtureSaysSo() {
    try (var client = loggedIn()) {
      assertThat(ask(client, "CAPABILITY").getFirst()).endsWith(" CONDSTORE");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT INBOX (CONDSTORE)",
        "STATUS INBOX (HIGHESTMODSEQ)",
        "FETCH 1:* MODSEQ",
        "FETCH 1:* FLAGS (CHANGEDSINCE 1)",
        "STORE 1:* (UNCHANGEDSINCE 1) +FLAGS (x)",
        "SEARCH MODSEQ 1"
      })
  void itIsBadWhereItDoesNot(String command) {
    try (var lab = LabServer.start(Fixture.named("walkthrough"));
        var client = Conversation.with(lab, Protocol.IMAP)) {
      client.goes("S: * OK *\nC: l LOGIN demo wirelab\nS: l OK *");
      assertThat(ask(client, "CAPABILITY").getFirst()).doesNotContain("CONDSTORE");
      assertThat(ask(client, "SELECT INBOX")).noneMatch(line -> line.contains("MODSEQ"));
      assertThat(ask(client, command)).singleElement().asString().startsWith("t BAD CONDSTORE ");
      assertThat(ask(client, "ENABLE CONDSTORE")).startsWith("* ENABLED");
    }
  }

  @Test
  void anEmptyMailboxHasSeenAChangeToo() {
    try (var client = loggedIn()) {
      assertThat(ask(client, "STATUS INBOX (HIGHESTMODSEQ MESSAGES)").getFirst())
          .isEqualTo("* STATUS \"INBOX\" (HIGHESTMODSEQ 1 MESSAGES 0)");
      assertThat(ask(client, "EXAMINE INBOX (CONDSTORE)"))
          .contains("* OK [HIGHESTMODSEQ 1] Highest");
      client.goes(
          "C: a APPEND INBOX {14+}\nC: Subject: x\nC: \nC: \nS: * 1 EXISTS\nS: * *\nS: a *");
      assertThat(ask(client, "FETCH 1:* UID (CHANGEDSINCE 1)").getFirst())
          .isEqualTo("* 1 FETCH (UID 1 MODSEQ (2))");
    }
  }

  @Test
  void fetchTellsTheLatestChange() {
    try (var client = selected()) {
      client.goes(
          """
          C: s100 FETCH 1:3 (UID MODSEQ)
          S: * 1 FETCH (UID 1 MODSEQ (2))
          S: * 2 FETCH (UID 2 MODSEQ (3))
          S: * 3 FETCH (UID 3 MODSEQ (4))
          S: s100 OK FETCH completed
          C: s101 UID FETCH 1:* (FLAGS) (CHANGEDSINCE 3)
          S: * 3 FETCH (UID 3 FLAGS (\\Recent) MODSEQ (4))
          S: s101 OK UID FETCH completed
          C: s102 FETCH 1:* FAST (CHANGEDSINCE 4)
          S: s102 OK FETCH completed
          """);
    }
  }

  @Test
  void whatIsNotSeenForItsAgeStaysUnseen() {
    try (var client = selected()) {
      client.goes(
          """
          C: a FETCH 1:* (BODY[TEXT]) (CHANGEDSINCE 3)
          S: * 3 FETCH (BODY[TEXT] "" MODSEQ (5))
          S: * 3 FETCH (FLAGS (\\Recent \\Seen) MODSEQ (5))
          S: a OK FETCH completed
          C: b SEARCH UNSEEN
          S: * SEARCH 1 2
          S: b OK SEARCH completed
          """);
    }
  }

  @Test
  void whatHasChangedMeanwhileIsNotStored() {
    try (var client = selected();
        var other = loggedIn()) {
      ask(other, "SELECT INBOX");
      ask(other, "STORE 2 +FLAGS (\\Flagged)");
      client.goes(
          """
          C: d105 STORE 1:3 (UNCHANGEDSINCE 4) +FLAGS.SILENT (\\Deleted)
          S: * 1 FETCH (MODSEQ (6))
          S: * 3 FETCH (MODSEQ (7))
          S: * 2 FETCH (FLAGS (\\Flagged \\Recent) MODSEQ (5))
          S: d105 OK [MODIFIED 2] STORE completed
          C: d106 UID STORE 1:3 (UNCHANGEDSINCE 6) FLAGS (\\Seen)
          S: * 1 FETCH (UID 1 FLAGS (\\Recent \\Seen) MODSEQ (8))
          S: * 2 FETCH (UID 2 FLAGS (\\Recent \\Seen) MODSEQ (9))
          S: d106 OK [MODIFIED 3] UID STORE completed
          C: d107 STORE 1:* (UNCHANGEDSINCE 0) FLAGS ()
          S: d107 OK [MODIFIED 1:3] STORE completed
          """);
    }
  }

  @Test
  void whatChangesNothingHasNoNumberOfItsOwn() {
    try (var client = selected()) {
      client.goes(
          """
          C: a STORE 1 (UNCHANGEDSINCE 2) +FLAGS (\\Seen)
          S: * 1 FETCH (FLAGS (\\Recent \\Seen) MODSEQ (5))
          S: a OK STORE completed
          C: b STORE 1 (UNCHANGEDSINCE 5) +FLAGS (\\Seen)
          S: * 1 FETCH (FLAGS (\\Recent \\Seen) MODSEQ (5))
          S: b OK STORE completed
          """);
    }
  }

  @Test
  void searchTellsTheLatestChangeOfWhatItFinds() {
    try (var client = selected()) {
      client.goes(
          """
          C: a SEARCH MODSEQ "/flags/\\\\draft" all 3
          S: * SEARCH 2 3 (MODSEQ 4)
          S: a OK SEARCH completed
          C: b UID SEARCH OR NOT MODSEQ 3 SEEN
          S: * SEARCH 1 (MODSEQ 2)
          S: b OK UID SEARCH completed
          C: c SEARCH MODSEQ 99
          S: * SEARCH
          S: c OK SEARCH completed
          C: d SEARCH RETURN (MIN) MODSEQ 1
          S: * ESEARCH (TAG "d") MIN 1 MODSEQ 2
          S: d OK SEARCH completed
          C: e SEARCH RETURN (MIN MAX) MODSEQ 1
          S: * ESEARCH (TAG "e") MIN 1 MAX 3 MODSEQ 4
          S: e OK SEARCH completed
          C: f SEARCH RETURN (MIN COUNT) MODSEQ 1
          S: * ESEARCH (TAG "f") MIN 1 COUNT 3 MODSEQ 4
          S: f OK SEARCH completed
          C: g SEARCH RETURN (ALL) ALL
          S: * ESEARCH (TAG "g") ALL 1:3
          S: g OK SEARCH completed
          """);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ENABLE CONDSTORE",
        "SELECT INBOX (CONDSTORE)",
        "EXAMINE INBOX (CONDSTORE)",
        "STATUS INBOX (HIGHESTMODSEQ)",
        "FETCH 1:* MODSEQ",
        "FETCH 1 UID (CHANGEDSINCE 1)",
        "STORE 1 (UNCHANGEDSINCE 0) +FLAGS (x)",
        "SEARCH MODSEQ 0"
      })
  void whoAsksForThemIsToldThemFromThenOn(String command) {
    try (var client = selected();
        var other = loggedIn()) {
      ask(other, "SELECT INBOX");
      ask(other, "STORE 3 +FLAGS (\\Answered)");
      assertThat(ask(client, "NOOP"))
          .containsExactly("* 3 FETCH (FLAGS (\\Answered \\Recent))", "t OK NOOP completed");

      assertThat(ask(client, command).getLast()).startsWith("t OK");

      assertThat(ask(other, "STORE 3 +FLAGS (\\Flagged)").getFirst()).doesNotContain("MODSEQ");
      assertThat(ask(client, "NOOP").getFirst())
          .startsWith("* 3 FETCH (FLAGS (\\Answered \\Flagged")
          .endsWith(" MODSEQ (6))");
    }
  }

  @Test
  void itLastsAsLongAsTheConnection() {
    try (var client = selected("SELECT INBOX (CONDSTORE)")) {
      ask(client, "SELECT INBOX");
      assertThat(ask(client, "STORE 1 FLAGS ()").getFirst())
          .isEqualTo("* 1 FETCH (FLAGS () MODSEQ (2))");
    }
  }

  @Test
  void whatIsExpungedCountsAsAChange() {
    try (var client = selected()) {
      ask(client, "STORE 1 +FLAGS (\\Deleted)");
      ask(client, "EXPUNGE");
      assertThat(ask(client, "STATUS INBOX (HIGHESTMODSEQ)").getFirst()).endsWith("MODSEQ 6)");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT INBOX ()",
        "SELECT INBOX (QRESYNC)",
        "SELECT INBOX CONDSTORE",
        "FETCH 1 FLAGS (CHANGEDSINCE)",
        "FETCH 1 FLAGS (CHANGEDSINCE x)",
        "FETCH 1 FLAGS (CHANGEDSINCE 99999999999999999999)",
        "FETCH 1 FLAGS CHANGEDSINCE 1",
        "STORE 1 (UNCHANGEDSINCE) FLAGS ()",
        "STORE 1 (CHANGEDSINCE 1) FLAGS ()",
        "STORE 1 (UNCHANGEDSINCE 1)",
        "SEARCH MODSEQ",
        "SEARCH MODSEQ \"/flags/x\" 1",
        "SEARCH MODSEQ \"/other/x\" all 1"
      })
  void whatIsWrittenWrongIsBad(String command) {
    try (var client = selected()) {
      assertThat(ask(client, command)).singleElement().asString().startsWith("t BAD ");
    }
  }
}
