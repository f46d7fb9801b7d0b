package dev.wirelab.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.wire.Pop3Conversation.Meaning;
import java.util.List;
import org.junit.jupiter.api.Test;

class Pop3ConversationTest {

  private static List<Meaning> read(String conversation) {
    var pop3 = new Pop3Conversation();
    return conversation
        .lines()
        .map(line -> pop3.read(line.startsWith("C") ? Peer.CLIENT : Peer.SERVER, line.substring(3)))
        .toList();
  }

  @Test
  void eachReplyAnswersItsCommandThoughTheClientDidNotWait() {
    assertThat(
            read(
                """
                S: +OK ready
                C: list
                C: LIST 1
                C: retr 1
                C: QUIT
                S: +OK 1 message
                S: 1 8
                S: .
                S: +OK 1 8
                S: +OK 8 octets
                S: ..
                S: +OK
                S: .
                S: +OK goodbye
                """))
        .containsExactly(
            new Meaning.Greeting(),
            new Meaning.Command("LIST"),
            new Meaning.Command("LIST"),
            new Meaning.Command("RETR"),
            new Meaning.Command("QUIT"),
            new Meaning.Status(true, "LIST"),
            new Meaning.Content("LIST"),
            new Meaning.EndOfContent("LIST"),
            new Meaning.Status(true, "LIST"),
            new Meaning.Status(true, "RETR"),
            new Meaning.Content("RETR"),
            new Meaning.Content("RETR"),
            new Meaning.EndOfContent("RETR"),
            new Meaning.Status(true, "QUIT"));
  }

  @Test
  void anErrorHasNothingBehindIt() {
    assertThat(read("S: +OK\nC: RETR 9\nS: -ERR no\nC: CAPA\nS: +OK\nS: TOP\nS: .\nS: +OK what?"))
        .endsWith(
            new Meaning.Status(false, "RETR"),
            new Meaning.Command("CAPA"),
            new Meaning.Status(true, "CAPA"),
            new Meaning.Content("CAPA"),
            new Meaning.EndOfContent("CAPA"),
            new Meaning.Status(true, ""));
  }

  @Test
  void aLoginsLinesAreCredentials() {
    assertThat(read("S: +OK\nC: AUTH PLAIN\nS: + \nC: AGI=\nS: +OK\nC: STAT"))
        .endsWith(
            new Meaning.Command("AUTH"),
            new Meaning.Challenge(),
            new Meaning.Credential(),
            new Meaning.Status(true, "AUTH"),
            new Meaning.Command("STAT"));
  }

  @Test
  void whatIsNoPop3IsSomethingElse() {
    assertThat(read("S: 220 foo.com\nS: +OKAY\nS: + ")).containsOnly(new Meaning.Other());
    assertThat(read("C: ")).containsExactly(new Meaning.Command(""));
  }
}
