package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages come, change and go. RFC 3501, 6.3.11, 6.4.1 to 6.4.3, 6.4.6 to 6.4.8; RFC 4315; RFC
/// 6851.
class ImapChangeTest extends ImapTest {

  @Test
  void appendKeepsOctetsFlagsAndDate() {
    var text = "Subject: caf\u00e9\r\n\r\n\u00ff\u0001\t.\r\n.\r\n--";
    try (var client = loggedIn()) {
      append(client, "INBOX (\\Seen \\Flagged $Forwarded) \"31-Dec-2025 23:59:59 -0100\"", text);
      append(client, "inbox ()", "no header at all");
      append(client, "INBOX", "Subject: no blank line\r\nbody\r\n");
    }
    assertThat(stored("INBOX"))
        .containsExactly(text, "no header at all", "Subject: no blank line\r\nbody\r\n");
    var message = server.messages("jones", "INBOX").getFirst();
    assertThat(message.flags()).containsExactly("$Forwarded", "\\Flagged", "\\Recent", "\\Seen");
    assertThat(message.received()).isEqualTo("2026-01-01T00:59:59Z");
    assertThat(server.messages("jones", "INBOX").getLast().received())
        .isEqualTo("2026-01-05T09:00:00Z");
  }

  @Test
  void appendAsksForItsLiteralAndTellsTheUid() {
    try (var client = loggedIn()) {
      client.goes(
          """
          C: a APPEND INBOX {6}
          S: + Ready for 6 octets
          C: Hello!
          S: a OK [APPENDUID 1767603600 1] APPEND completed
          """);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gone {1+}                              | x      | NO [TRYCREATE] There is no mailbox*",
        "INBOX {0+}                             | ''     | NO Nothing is not a message",
        "INBOX {3+}                             | 'aNb'  | NO In line 1 a CR or LF stands alone*",
        "INBOX {6+}                             | aRNbRc | NO In line 2 a CR or LF stands alone*",
        "INBOX {1+}                             | 0      | BAD A literal has no NUL octets*",
        "INBOX (\\Recent) {1+}                  | x      | BAD \\Recent is the server's to set*",
        "INBOX (\\Foo) {1+}                     | x      | NO [CANNOT] There is no such system flag*",
        "INBOX \"1-Jan-2026\" {1+}              | x      | BAD A date and time has the form*",
        "INBOX \"31-Feb-2026 00:00:00 +0000\" {1+} | x   | BAD A date and time has the form*",
        "INBOX (\\Seen {1+}                     | x      | BAD *",
      })
  void whatCannotBeAppended(String arguments, String text, String answer) {
    try (var client = loggedIn()) {
      client.sends("a APPEND " + arguments + "\r\n");
      client.sends(text.replace("R", "\r").replace("N", "\n").replace("0", "\0") + "\r\n");
      client.hears("a " + answer);
      client.goes("C: b NOOP\nS: b OK *");
    }
    assertThat(stored("INBOX")).isEmpty();
  }

  @Test
  void storeTellsTheFlagsUnlessSilent() {
    fill(3);
    try (var client = selected()) {
      client.goes(
          """
          C: a STORE 1:2 +FLAGS (\\Seen \\DELETED)
          S: * 1 FETCH (FLAGS (\\Deleted \\Recent \\Seen))
          S: * 2 FETCH (FLAGS (\\Deleted \\Recent \\Seen))
          S: a OK STORE completed
          C: b STORE 2 -flags \\deleted
          S: * 2 FETCH (FLAGS (\\Recent \\Seen))
          S: b OK STORE completed
          C: c STORE 3 FLAGS.SILENT (\\Draft important)
          S: c OK STORE completed
          C: d FETCH 1:3 FLAGS
          S: * 1 FETCH (FLAGS (\\Deleted \\Recent \\Seen))
          S: * 2 FETCH (FLAGS (\\Recent \\Seen))
          S: * 3 FETCH (FLAGS (\\Draft \\Recent important))
          S: d OK FETCH completed
          C: e UID STORE 3 FLAGS (IMPORTANT Other)
          S: * 3 FETCH (UID 3 FLAGS (Other \\Recent important))
          S: e OK UID STORE completed
          C: f STORE 1 FLAGS ()
          S: * 1 FETCH (FLAGS (\\Recent))
          S: f OK STORE completed
          C: g STORE 1 +FLAGS (\\Recent)
          S: g BAD \\Recent is the server's to set *
          C: h STORE 1 +FLAGS (\\Foo)
          S: h NO [CANNOT] *
          C: i STORE 4 +FLAGS (\\Seen)
          S: i BAD No message has that number*
          C: j UID STORE 4 +FLAGS (\\Seen)
          S: j OK UID STORE completed
          C: k STORE 1 FLAGZ (\\Seen)
          S: k BAD *
          """);
    }
  }

  @Test
  void keywordsAreListedOnceTheyAreThere() {
    fill(1);
    try (var client = selected()) {
      client.goes("C: a STORE 1 FLAGS.SILENT (zebra Apple)\nS: a OK *");
      assertThat(ask(client, "SELECT INBOX"))
          .contains(
              "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft Apple zebra)",
              "* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft Apple zebra \\*)]"
                  + " Can be stored");
    }
  }

  @Test
  void aFolderHasSoManyKeywordsAndNoMore() {
    fill(1);
    try (var client = selected()) {
      for (int i = 0; i < 200; i++) {
        assertThat(ask(client, "STORE 1 FLAGS.SILENT (k" + i + ")")).hasSize(1);
      }
      client.goes("C: a STORE 1 FLAGS (one-more)\nS: a NO [LIMIT] A folder has at most 200 *");
      client.goes("C: b STORE 1 FLAGS.SILENT (K17)\nS: b OK *");
      client.goes("C: c STORE 1 FLAGS (" + "x".repeat(101) + ")\nS: c NO [LIMIT] A keyword *");
    }
  }

  @Test
  void expungeCountsDownAsItGoes() {
    fill(6);
    try (var client = selected()) {
      client.goes(
          """
          C: a STORE 2:3,5 +FLAGS.SILENT (\\Deleted)
          S: a OK STORE completed
          C: b EXPUNGE
          S: * 2 EXPUNGE
          S: * 2 EXPUNGE
          S: * 3 EXPUNGE
          S: b OK EXPUNGE completed
          C: c FETCH 1:* UID
          S: * 1 FETCH (UID 1)
          S: * 2 FETCH (UID 4)
          S: * 3 FETCH (UID 6)
          S: c OK FETCH completed
          C: d EXPUNGE
          S: d OK EXPUNGE completed
          """);
    }
    assertThat(stored("INBOX")).hasSize(3);
  }

  @Test
  void uidExpungeRemovesTheseOnly() {
    fill(3);
    try (var client = selected()) {
      client.goes(
          """
          C: a STORE 1:2 +FLAGS.SILENT (\\Deleted)
          S: a OK STORE completed
          C: b UID EXPUNGE 2:3
          S: * 2 EXPUNGE
          S: b OK UID EXPUNGE completed
          """);
    }
    assertThat(stored("INBOX")).hasSize(2);
  }

  @Test
  void closeExpungesSilentlyAndUnselectDoesNot() {
    fill(2);
    try (var client = selected()) {
      client.goes(
          """
          C: a STORE 1 +FLAGS.SILENT (\\Deleted)
          S: a OK STORE completed
          C: b UNSELECT
          S: b OK UNSELECT completed
          C: c NOOP
          S: c OK NOOP completed
          """);
      assertThat(stored("INBOX")).hasSize(2);
      ask(client, "SELECT INBOX");
      client.goes("C: d CLOSE\nS: d OK CLOSE completed\nC: e FETCH 1 UID\nS: e BAD *");
      assertThat(stored("INBOX")).hasSize(1);
    }
  }

  @Test
  void selectingAnotherMailboxOrLeavingExpungesNothing() {
    fill(1);
    try (var client = selected()) {
      client.goes("C: a STORE 1 +FLAGS.SILENT (\\Deleted)\nS: a OK *");
      ask(client, "SELECT INBOX");
      client.goes("C: b LOGOUT\nS: * BYE *\nS: b OK *\nclosed");
    }
    assertThat(stored("INBOX")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"STORE 1 +FLAGS (\\Seen)", "EXPUNGE", "UID EXPUNGE 1", "MOVE 1 INBOX"})
  void examineAllowsNoChange(String command) {
    fill(1);
    try (var client = loggedIn()) {
      client.goes(
          """
          C: a EXAMINE INBOX
          S: * 1 EXISTS
          S: * 1 RECENT
          S: * OK [UNSEEN 1] First unseen
          S: * OK [UIDVALIDITY 1767603600] UIDs valid
          S: * OK [UIDNEXT 2] Predicted next UID
          S: * FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)
          S: * OK [PERMANENTFLAGS ()] Nothing can be stored after EXAMINE
          S: a OK [READ-ONLY] EXAMINE completed
          C: b FETCH 1 BODY[TEXT]<0.1>
          S: * 1 FETCH (BODY[TEXT]<0> {1}
          S: M)
          S: b OK FETCH completed
          """);
      assertThat(ask(client, command)).singleElement().asString().startsWith("t NO [READ-ONLY] ");
      client.goes("C: c CLOSE\nS: c OK CLOSE completed");
    }
    assertThat(server.messages("jones", "INBOX").getFirst().flags()).containsExactly("\\Recent");
  }

  @Test
  void copyTellsWhatBecameOfWhat() {
    fill(3);
    try (var client = selected()) {
      client.goes(
          """
          C: a COPY 1:2 other
          S: a NO [TRYCREATE] There is no mailbox of that name; CREATE makes one
          C: b CREATE other
          S: b OK CREATE completed
          C: c STORE 1,3 FLAGS.SILENT (\\Seen kept)
          S: c OK STORE completed
          C: d COPY 1,3 other
          S: d OK [COPYUID 1767603605 1,3 1:2] COPY completed
          C: e UID COPY 2 other
          S: e OK [COPYUID 1767603605 2 3] UID COPY completed
          C: f UID COPY 9 other
          S: f OK UID COPY completed
          C: g COPY 4 other
          S: g BAD *
          C: h COPY 1 INBOX
          S: * 4 EXISTS
          S: * 4 RECENT
          S: h OK [COPYUID 1767603600 1 4] COPY completed
          """
              .replace("1767603605", uidValidityOf(1)));
    }
    assertThat(stored("other")).hasSize(3);
    var copy = server.messages("jones", "other").getFirst();
    assertThat(copy.flags()).containsExactly("\\Recent", "\\Seen", "kept");
    assertThat(copy.raw()).isEqualTo(server.messages("jones", "INBOX").getFirst().raw());
  }

  /// Of the n-th folder that is made after those of the fixture.
  private String uidValidityOf(int n) {
    return String.valueOf(1767603600L + server.accounts().size() - 1 + n);
  }

  @Test
  void moveTellsWhereToBeforeTheNumbersChange() {
    fill(4);
    try (var client = selected()) {
      client.goes(
          """
          C: a CREATE other
          S: a OK CREATE completed
          C: b MOVE 2:3 other
          S: * OK [COPYUID 1767603605 2:3 1:2] Moved
          S: * 2 EXPUNGE
          S: * 2 EXPUNGE
          S: b OK MOVE completed
          C: c UID MOVE 4,9 other
          S: * OK [COPYUID 1767603605 4 3] Moved
          S: * 2 EXPUNGE
          S: c OK UID MOVE completed
          C: d MOVE 1 gone
          S: d NO [TRYCREATE] *
          C: e UID MOVE 9 other
          S: e OK UID MOVE completed
          """
              .replace("1767603605", uidValidityOf(1)));
    }
    assertThat(stored("INBOX")).hasSize(1);
    assertThat(stored("other")).hasSize(3);
  }

  @Test
  void copiesAreMadeOfAllOrNone() {
    var text = "Subject: big\r\n\r\n" + ("x".repeat(1022) + "\r\n").repeat(4 * 1024);
    try (var client = selected()) {
      for (int i = 0; i < 4; i++) {
        append(client, "INBOX", text);
      }
      client.goes(
          "C: a CREATE other\nS: * 4 EXISTS\nS: * 4 RECENT\nS: a OK *"
              .replace("S: * 4 EXISTS\nS: * 4 RECENT\n", ""));
      client.goes("C: b COPY 1:4 other\nS: b NO [OVERQUOTA] *");
      client.goes("C: c COPY 1:3 other\nS: c OK *");
      client.goes("C: d APPEND INBOX {4194320}\nS: + *");
      client.sends(text + "\r\n").hears("d NO [OVERQUOTA] *");
    }
    assertThat(stored("other")).hasSize(3);
  }
}
