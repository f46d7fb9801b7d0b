package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How FETCH is asked, of which messages, and what it does to them. RFC 3501, 6.4.5 and 6.4.8.
class ImapFetchCommandTest extends ImapTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UID FLAGS RFC822.SIZE | UID 1 FLAGS (\\Answered \\Recent) RFC822.SIZE 16",
        "RFC822.SIZE UID FLAGS | RFC822.SIZE 16 UID 1 FLAGS (\\Answered \\Recent)",
        "INTERNALDATE          | INTERNALDATE \" 1-Jan-2026 09:20:30 +0000\"",
        "flags FLAGS           | FLAGS (\\Answered \\Recent) FLAGS (\\Answered \\Recent)",
      })
  void itemsComeInTheOrderAsked(String items, String answer) {
    try (var client = withMessage("Subject: x\r\n\r\nb")) {
      append(client, "INBOX", "second\r\n");
      ask(client, "FETCH 1 RFC822.SIZE");
      assertThat(ask(client, "FETCH 1 (" + items + ")").getFirst())
          .isEqualTo("* 1 FETCH (" + answer.replace("16", "15") + ")");
    }
  }

  @Test
  void macros() {
    var fast =
        "FLAGS (\\Answered \\Recent) INTERNALDATE \" 1-Jan-2026 09:20:30 +0000\""
            + " RFC822.SIZE 3";
    var all = fast + " ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)";
    try (var client = withMessage("\r\nb")) {
      assertThat(ask(client, "FETCH 1 FAST").getFirst()).isEqualTo("* 1 FETCH (" + fast + ")");
      assertThat(ask(client, "FETCH 1 all").getFirst()).isEqualTo("* 1 FETCH (" + all + ")");
      assertThat(ask(client, "FETCH 1 FULL").getFirst())
          .isEqualTo(
              "* 1 FETCH ("
                  + all
                  + " BODY (\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 1 1))");
      assertThat(ask(client, "FETCH 1 (FAST)").getFirst()).startsWith("t BAD FAST stands alone");
    }
  }

  @Test
  void theMessageIsSeenByItsBodyAndNotByPeeking() {
    fill(3);
    try (var client = selected()) {
      client.goes(
          """
          C: a FETCH 1 (BODY.PEEK[] RFC822.HEADER ENVELOPE BODYSTRUCTURE)
          S: * 1 FETCH (BODY[] {25}
          S: Subject: 1
          S:\s
          S: Message 1
          S:  RFC822.HEADER {14}
          S: Subject: 1
          S:\s
          S:  ENVELOPE *
          S: a OK FETCH completed
          C: b FETCH 1 BODY[TEXT]
          S: * 1 FETCH (BODY[TEXT] {11}
          S: Message 1
          S: )
          S: * 1 FETCH (FLAGS (\\Recent \\Seen))
          S: b OK FETCH completed
          C: c FETCH 1 BODY[TEXT]
          S: * 1 FETCH (BODY[TEXT] {11}
          S: Message 1
          S: )
          S: c OK FETCH completed
          C: d FETCH 2 (FLAGS BODY[TEXT]<0.1>)
          S: * 2 FETCH (FLAGS (\\Recent \\Seen) BODY[TEXT]<0> {1}
          S: M)
          S: d OK FETCH completed
          C: e UID FETCH 3 RFC822.TEXT
          S: * 3 FETCH (UID 3 RFC822.TEXT {11}
          S: Message 3
          S: )
          S: * 3 FETCH (UID 3 FLAGS (\\Recent \\Seen))
          S: e OK UID FETCH completed
          """);
    }
  }

  @Test
  void setsOfNumbers() {
    fill(5);
    try (var client = selected()) {
      assertThat(uids(client, "FETCH 1,3:2,3,5 UID")).containsExactly("1", "2", "3", "5");
      assertThat(uids(client, "FETCH *:4 UID")).containsExactly("4", "5");
      assertThat(uids(client, "FETCH * UID")).containsExactly("5");
      assertThat(uids(client, "UID FETCH 2:3,9:10 UID")).containsExactly("2", "3");
      assertThat(uids(client, "UID FETCH 100:* FLAGS")).containsExactly("5");
      assertThat(uids(client, "UID FETCH 100:200 FLAGS")).isEmpty();
      assertThat(uids(client, "UID FETCH 4294967295:1 UID")).hasSize(5);
      for (var set : List.of("6", "0", "1:6", "1,,2", "", "1:", "a", "4294967296", "-1", "01")) {
        assertThat(ask(client, "FETCH " + set + " UID").getLast()).as(set).startsWith("t BAD ");
      }
    }
  }

  private static List<String> uids(Conversation client, String command) {
    return ask(client, command).stream()
        .filter(line -> line.startsWith("*"))
        .map(line -> line.replaceAll(".*UID (\\d+).*", "$1"))
        .toList();
  }

  @Test
  void anEmptyMailboxHasNoNumbers() {
    try (var client = selected()) {
      client.goes("C: a FETCH 1:* FLAGS\nS: a BAD The mailbox is empty*");
      client.goes("C: b UID FETCH 1:* FLAGS\nS: b OK UID FETCH completed");
      client.goes("C: c SEARCH ALL\nS: * SEARCH\nS: c OK SEARCH completed");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "1 ()",
        "1 (FLAGS",
        "1 FLAGS)",
        "1 (FLAGS  UID)",
        "1 NONSENSE",
        "1 BODY[",
        "1 BODY[X]",
        "1 BODY[MIME]",
        "1 BODY[1.]",
        "1 BODY[0]",
        "1 BODY[HEADER.FIELDS]",
        "1 BODY[HEADER.FIELDS ()]",
        "1 BODY[]<0>",
        "1 BODY[]<0.>",
        "1 BODY[]<-1.2>",
        "1 BODY.PEEK",
        "1 FLAGS UID",
        "1  FLAGS",
        "1 RFC822.PEEK",
        "1 BODY[1.2.TEXT.1]",
        "1 BODYSTRUCTURE[]",
        "1 (ALL)",
      })
  void whatIsNotWrittenAsItShouldBeIsExplained(String arguments) {
    fill(1);
    try (var client = selected()) {
      assertThat(ask(client, "FETCH " + arguments))
          .singleElement()
          .asString()
          .matches("t BAD .*Syntax: FETCH <numbers> .*");
    }
  }
}
