package dev.wirelab.server.pop3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.store.Mailstore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What happens when somebody else uses the same mailbox, by IMAP for one.
class Pop3SessionTest {

  private final Mailstore mail = new Mailstore();
  private final Pop3Service service = new Pop3Service("dewey", "<1.2@dewey>", () -> mail);

  Pop3SessionTest() {
    mail.open("bob", "bob@foo.com", "secret", List.of());
    for (var text : List.of("A: b\r\n\r\none\r\n", "A: b\r\n\r\ntwo\r\n")) {
      mail.append("bob", "INBOX", text.getBytes(ISO_8859_1), Set.of(), Instant.EPOCH);
    }
  }

  private static String says(Pop3Session session, String line) throws IOException {
    var out = new ByteArrayOutputStream();
    try {
      session.answer(CommandParser.parse(line)).writeTo(out);
    } catch (Refusal refusal) {
      refusal.reply().writeTo(out);
    }
    return out.toString(ISO_8859_1);
  }

  private Pop3Session loggedIn() throws IOException {
    var session = new Pop3Session(service, false);
    says(session, "USER bob");
    assertThat(says(session, "PASS secret")).startsWith("+OK bob's maildrop has ");
    return session;
  }

  @Test
  void whatAnotherExpungesCanBeReadOnAndIsGoneAfterwards() throws IOException {
    try (var session = loggedIn()) {
      mail.expunge("bob", "INBOX", Set.of(1L));
      assertThat(says(session, "STAT")).isEqualTo("+OK 2 26\r\n");
      assertThat(says(session, "RETR 1")).isEqualTo("+OK 13 octets\r\nA: b\r\n\r\none\r\n.\r\n");
      says(session, "DELE 1");
      assertThat(says(session, "QUIT"))
          .isEqualTo("+OK dewey POP3 server signing off (1 message left)\r\n");
    }
  }

  @Test
  void aSessionThatEndsAnyHowLetsTheNextOneIn() throws IOException {
    loggedIn().close();
    var first = loggedIn();
    says(first, "QUIT");
    try (var next = loggedIn();
        var another = new Pop3Session(service, false)) {
      // Closing again what is closed already takes nothing from the next one.
      first.close();
      says(another, "USER bob");
      assertThat(says(another, "PASS secret")).startsWith("-ERR [IN-USE] ");
      assertThat(says(next, "STAT")).isEqualTo("+OK 2 26\r\n");
    }
  }

  @Test
  void secretsAreNotShownByCommands() throws Refusal {
    assertThat(CommandParser.parse("PASS secret")).hasToString("Pass[]");
    assertThat(CommandParser.parse("AUTH PLAIN AGJvYgBzZWNyZXQ=").toString())
        .doesNotContain("AGJv");
  }
}
