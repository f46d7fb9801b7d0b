package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.wire.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A mail to several, two of whom GreenMail would take for one: `Aa` and `BB` have one hash code.
@Timeout(60)
class SeveralRecipientsTest {

  @TempDir Path folder;
  private LabServer server;

  @BeforeEach
  void start() throws IOException {
    var fixture =
        Files.writeString(
            folder.resolve("several.ini"),
            """
            [lab]
            clock = 2026-01-05T09:00:00Z
            [smtp]
            host = foo.com
            ehlo = HELP
            [account aa]
            address = Aa@foo.com
            password = one
            [account bb]
            address = BB@foo.com
            password = two
            """);
    assertThat("Aa@foo.com").hasSameHashCodeAs("BB@foo.com");
    server = LabServer.start(Fixture.read(fixture));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void mail(String... recipients) {
    try (var client = Conversation.with(server, Protocol.SMTP)) {
      client.goes("S: 220 *\nC: EHLO bar.com\nS: 250-*\nS: 250 HELP");
      client.goes("C: MAIL FROM:<Smith@bar.com>\nS: 250 OK");
      for (var recipient : recipients) {
        client.goes("C: RCPT TO:<" + recipient + ">\nS: 250 OK");
      }
      client.goes("C: DATA\nS: 354 *\nC: Hello!\nC: .\nS: 250 OK\nC: QUIT\nS: 221 *\nclosed");
    }
  }

  private List<String> stored(String login) {
    return server.messages(login, "INBOX").stream()
        .map(message -> new String(message.raw(), ISO_8859_1))
        .toList();
  }

  @Test
  void eachHasAMailboxOfTheirOwn() {
    mail("Aa@foo.com");

    assertThat(stored("aa")).hasSize(1);
    assertThat(stored("bb")).isEmpty();
  }

  @Test
  void allGetIt() {
    mail("Aa@foo.com", "BB@foo.com");

    assertThat(stored("aa")).hasSize(1).isEqualTo(stored("bb"));
  }

  @Test
  void noneLearnsOfTheOthers() {
    mail("Aa@foo.com", "BB@foo.com");
    mail("BB@foo.com");

    assertThat(stored("aa").getFirst())
        .startsWith(
            "Return-Path: <Smith@bar.com>\r\n"
                + "Received: from bar.com ([127.0.0.1])\r\n"
                + "\tby foo.com with ESMTP id 1;\r\n"
                + "\tMon, 5 Jan 2026 09:00:00 +0000\r\n");
    assertThat(stored("bb").getLast()).contains("id 2\r\n\tfor <BB@foo.com>;\r\n");
  }

  @Test
  void anExtensionThatIsNotListedIsNotThere() {
    try (var client = Conversation.with(server, Protocol.SMTP)) {
      client.goes("S: 220 *\nC: EHLO bar.com\nS: 250-*\nS: 250 HELP");
      client.goes("C: MAIL FROM:<Smith@bar.com> SIZE=1\nS: 555 *");
      client.goes("C: MAIL FROM:<Smith@bar.com>\nS: 250 OK");
      client.goes("C: RCPT TO:<Aa@foo.com> NOTIFY=NEVER\nS: 555 *");
    }
  }
}
