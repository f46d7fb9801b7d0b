package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Mailboxes come, go, get other names and are listed. RFC 3501, 5.1, 6.3 and 7.2.
class ImapMailboxTest extends ImapTest {

  private Conversation with(String... mailboxes) {
    var client = loggedIn();
    for (var mailbox : mailboxes) {
      assertThat(ask(client, "CREATE " + mailbox)).containsExactly("t OK CREATE completed");
    }
    return client;
  }

  @Test
  void createMakesWhatIsAboveAsWell() {
    try (var client = with("a.b.c")) {
      client.goes(
          """
          C: a LIST "" *
          S: * LIST (\\HasNoChildren) "." "INBOX"
          S: * LIST (\\HasChildren) "." "a"
          S: * LIST (\\HasChildren) "." "a.b"
          S: * LIST (\\HasNoChildren) "." "a.b.c"
          S: a OK LIST completed
          C: b CREATE a.b
          S: b NO [ALREADYEXISTS] There is a folder of that name already
          C: c CREATE inbox
          S: c NO [ALREADYEXISTS] *
          C: d CREATE later.
          S: d OK CREATE completed
          C: e SELECT later
          S: * 0 EXISTS
          S: * 0 RECENT
          S: * OK [UIDVALIDITY *
          S: * OK [UIDNEXT 1] Predicted next UID
          S: * FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)
          S: * OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*)] Can be stored
          S: e OK [READ-WRITE] SELECT completed
          """);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a..b", ".a", "\"\"", "\"a*\"", "\"%\"", ".", "\"a\u0001\""})
  void namesThatCannotBe(String name) {
    try (var client = loggedIn()) {
      assertThat(ask(client, "CREATE " + name)).singleElement().asString().startsWith("t ");
      assertThat(ask(client, "LIST \"\" *")).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*         | INBOX a a.b a.b.c ab box",
        "%         | INBOX a ab box",
        "a%        | a ab",
        "a*        | a a.b a.b.c ab",
        "a.%       | a.b",
        "a.*       | a.b a.b.c",
        "*c        | a.b.c",
        "%c        | ''",
        "%.%       | a.b",
        "%.*.c     | a.b.c",
        "*b*       | INBOX a.b a.b.c ab box",
        "inbox     | INBOX",
        "iN%       | INBOX",
        "I*x       | INBOX",
        "A         | ''",
        "nothing   | ''",
        "a.b.c     | a.b.c",
      })
  void wildcardsStandAnywhere(String pattern, String names) {
    try (var client = with("a.b.c", "ab", "box")) {
      var listed =
          ask(client, "LIST \"\" \"" + pattern + "\"").stream()
              .filter(line -> line.startsWith("*"))
              .map(line -> line.replaceAll(".* \"([^\"]*)\"$", "$1"))
              .toList();
      assertThat(String.join(" ", listed)).isEqualTo(names);
    }
  }

  @Test
  void aReferenceStandsInFront() {
    try (var client = with("a.b")) {
      client.goes(
          """
          C: a LIST "" ""
          S: * LIST (\\Noselect) "." ""
          S: a OK LIST completed
          C: b LIST a. %
          S: * LIST (\\HasNoChildren) "." "a.b"
          S: b OK LIST completed
          """);
    }
  }

  @Test
  void noPatternTakesLong() {
    var name = "x".repeat(240);
    try (var client = with(name)) {
      assertThat(ask(client, "LIST \"\" \"" + "x*%".repeat(2_000) + "y\"")).hasSize(1);
    }
  }

  @Test
  void deletedNamesStayForTheSakeOfThoseBelow() {
    try (var client = with("a.b")) {
      client.goes(
          """
          C: a DELETE a
          S: a OK DELETE completed
          C: b LIST "" a*
          S: * LIST (\\Noselect \\HasChildren) "." "a"
          S: * LIST (\\HasNoChildren) "." "a.b"
          S: b OK LIST completed
          C: c DELETE a
          S: c NO [CANNOT] Only the name is left, for the folders below it
          C: d SELECT a
          S: d NO [NONEXISTENT] There is no mailbox of that name
          C: e DELETE a.b
          S: e OK DELETE completed
          C: f DELETE a
          S: f OK DELETE completed
          C: g DELETE a
          S: g NO [NONEXISTENT] There is no folder of that name
          C: h DELETE inbox
          S: h NO [CANNOT] INBOX cannot be deleted
          """);
    }
  }

  @Test
  void aMailboxMadeAnewIsAnotherOne() {
    try (var client = with("a")) {
      var before = ask(client, "STATUS a (UIDVALIDITY)").getFirst();
      append(client, "a", "x\r\n");
      client.goes("C: a DELETE a\nS: a OK *\nC: b CREATE a\nS: b OK *");
      assertThat(ask(client, "STATUS a (MESSAGES UIDNEXT)").getFirst())
          .isEqualTo("* STATUS \"a\" (MESSAGES 0 UIDNEXT 1)");
      assertThat(ask(client, "STATUS a (UIDVALIDITY)").getFirst()).isGreaterThan(before);
    }
  }

  @Test
  void renameTakesThoseBelowAlong() {
    try (var client = with("a.b.c", "z")) {
      append(client, "a.b", "Subject: x\r\n\r\n");
      client.goes(
          """
          C: a RENAME a.b new.place
          S: a OK RENAME completed
          C: b LIST "" *
          S: * LIST (\\HasNoChildren) "." "INBOX"
          S: * LIST (\\HasNoChildren) "." "a"
          S: * LIST (\\HasChildren) "." "new"
          S: * LIST (\\HasChildren) "." "new.place"
          S: * LIST (\\HasNoChildren) "." "new.place.c"
          S: * LIST (\\HasNoChildren) "." "z"
          S: b OK LIST completed
          C: c STATUS new.place (MESSAGES)
          S: * STATUS "new.place" (MESSAGES 1)
          S: c OK STATUS completed
          C: d RENAME gone there
          S: d NO [NONEXISTENT] *
          C: e RENAME z new
          S: e NO [ALREADYEXISTS] *
          C: f RENAME new new.place.below
          S: f NO [CANNOT] A folder cannot be put below itself
          C: g CREATE a.b
          S: g OK CREATE completed
          """);
    }
  }

  @Test
  void renamingInboxMovesWhatLiesInIt() {
    fill(2);
    try (var client = with("INBOX.below")) {
      client.goes(
          """
          C: a RENAME INBOX old
          S: a OK RENAME completed
          C: b STATUS old (MESSAGES UIDNEXT)
          S: * STATUS "old" (MESSAGES 2 UIDNEXT 3)
          S: b OK STATUS completed
          C: c STATUS INBOX (MESSAGES UIDNEXT)
          S: * STATUS "INBOX" (MESSAGES 0 UIDNEXT 3)
          S: c OK STATUS completed
          C: d LIST "" *
          S: * LIST (\\HasChildren) "." "INBOX"
          S: * LIST (\\HasNoChildren) "." "INBOX.below"
          S: * LIST (\\HasNoChildren) "." "old"
          S: d OK LIST completed
          """);
    }
  }

  @Test
  void subscriptionsOutliveTheirMailboxes() {
    try (var client = with("a.b", "c")) {
      client.goes(
          """
          C: a SUBSCRIBE a.b
          S: a OK SUBSCRIBE completed
          C: b SUBSCRIBE c
          S: b OK SUBSCRIBE completed
          C: c DELETE c
          S: c OK DELETE completed
          C: d LSUB "" *
          S: * LSUB () "." "INBOX"
          S: * LSUB () "." "a.b"
          S: * LSUB () "." "c"
          S: d OK LSUB completed
          C: e LSUB "" %
          S: * LSUB () "." "INBOX"
          S: * LSUB () "." "c"
          S: * LSUB (\\Noselect) "." "a"
          S: e OK LSUB completed
          C: f UNSUBSCRIBE c
          S: f OK UNSUBSCRIBE completed
          C: g UNSUBSCRIBE c
          S: g NO [NONEXISTENT] *
          C: h SUBSCRIBE gone
          S: h NO [NONEXISTENT] *
          """);
    }
  }

  @Test
  void namesTravelInModifiedUtf7() {
    try (var client = with("&ZeVnLIqe-.T&-T", "\"Entw&APw-rfe\"")) {
      client.goes(
          """
          C: a LIST "" *
          S: * LIST (\\HasNoChildren) "." "INBOX"
          S: * LIST (\\HasNoChildren) "." "Entw&APw-rfe"
          S: * LIST (\\HasChildren) "." "&ZeVnLIqe-"
          S: * LIST (\\HasNoChildren) "." "&ZeVnLIqe-.T&-T"
          S: a OK LIST completed
          C: b STATUS &ZeVnLIqe- (MESSAGES)
          S: * STATUS "&ZeVnLIqe-" (MESSAGES 0)
          S: b OK STATUS completed
          C: c CREATE a&b
          S: c BAD A folder's name is written in modified UTF-7*
          C: d CREATE &AGE-
          S: d BAD A folder's name is written in modified UTF-7*
          C: e CREATE &!!-
          S: e BAD A folder's name is written in modified UTF-7*
          """);
      client.sends("f CREATE {6+}\r\nEntw\u00c3\u00bc\r\n").hears("f BAD A folder's name *");
    }
    assertThat(server.messages("jones", "\u65e5\u672c\u8a9e.T&T")).isEmpty();
  }

  @Test
  void status() {
    fill(3);
    try (var client = loggedIn()) {
      client.goes(
          """
          C: a STATUS inbox (messages RECENT UIDNEXT UNSEEN)
          S: * STATUS "inbox" (MESSAGES 3 RECENT 3 UIDNEXT 4 UNSEEN 3)
          S: a OK STATUS completed
          C: b STATUS INBOX (UIDVALIDITY)
          S: * STATUS "INBOX" (UIDVALIDITY 1767603600)
          S: b OK STATUS completed
          C: c STATUS gone (MESSAGES)
          S: c NO [NONEXISTENT] *
          C: d STATUS INBOX (SIZE)
          S: d BAD STATUS tells *
          C: e STATUS INBOX ()
          S: e BAD *
          """);
    }
  }

  @Test
  void folderUsesAreTold() throws java.io.IOException {
    var folder = java.nio.file.Files.createTempDirectory("fixture");
    java.nio.file.Files.writeString(
        folder.resolve("fixture.ini"),
        """
        [lab]
        clock = 2026-01-05T09:00:00Z
        [account bob]
        address = bob@foo.com
        password = x
        [folder bob Sent]
        use = \\Sent
        """);
    try (var lab = LabServer.start(Fixture.read(folder));
        var client = Conversation.with(lab, ServiceName.IMAP)) {
      client.goes(
          """
          S: * OK localhost IMAP4rev1 server ready
          C: a LOGIN bob x
          S: a OK *
          C: b LIST "" %
          S: * LIST (\\HasNoChildren) "." "INBOX"
          S: * LIST (\\HasNoChildren \\Sent) "." "Sent"
          S: b OK LIST completed
          """);
    }
  }

  @Test
  void aFailedSelectLeavesNothingSelected() {
    try (var client = selected()) {
      client.goes("C: a SELECT gone\nS: a NO [NONEXISTENT] *\nC: b FETCH 1 FLAGS\nS: b BAD *");
    }
  }
}
