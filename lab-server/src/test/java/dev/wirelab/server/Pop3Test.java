package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wirelab.server.wire.Protocol;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/// What the tests of POP3 have in common: a lab, clients that have logged in as Bob, who has two
/// messages, and a look into his mailbox.
@Timeout(60)
abstract class Pop3Test {

  static final String LOGIN =
      """
      C: USER bob
      S: +OK bob
      C: PASS redqueen
      """;

  final LabServer server = LabServer.start(Fixture.named("walkthrough"));

  @AfterEach
  void close() {
    server.close();
  }

  /// A client that has heard the greeting.
  Conversation connected() {
    return Conversation.with(server, Protocol.POP3).hears("+OK POP3 server ready <*");
  }

  /// A client that has logged in as Bob.
  Conversation loggedIn() {
    return connected().goes(LOGIN + "S: +OK bob's maildrop has *");
  }

  /// Bob's messages as they are stored, an octet a character.
  List<String> stored() {
    return server.messages("bob", "INBOX").stream()
        .map(message -> new String(message.raw(), ISO_8859_1))
        .toList();
  }

  /// Puts a message into Bob's mailbox, by SMTP.
  void deliver(String text) {
    try (var client = Conversation.with(server, Protocol.SMTP)) {
      client.goes(
          """
          S: 220 *
          C: HELO foo.com
          S: 250 *
          C: MAIL FROM:<>
          S: 250 OK
          C: RCPT TO:<bob@dobbs.org>
          S: 250 OK
          C: DATA
          S: 354 *
          """);
      client.sends(text + "\r\n.\r\n").hears("250 OK");
    }
  }
}
