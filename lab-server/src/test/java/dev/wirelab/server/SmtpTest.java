package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wirelab.server.wire.Protocol;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/// What the tests of SMTP have in common: a lab, clients that have said hello, and a look into
/// Jones's mailbox.
@Timeout(60)
abstract class SmtpTest {

  static final String BEGUN =
      """
      C: MAIL FROM:<Smith@bar.com>
      S: 250 OK
      C: RCPT TO:<Jones@foo.com>
      S: 250 OK
      C: DATA
      S: 354 *
      """;

  final LabServer server = LabServer.start(Fixture.named("walkthrough"));

  @AfterEach
  void close() {
    server.close();
  }

  /// A client that has heard the greeting.
  Conversation connected() {
    return Conversation.with(server, Protocol.SMTP).hears("220 *");
  }

  /// A client that has said hello as well.
  Conversation greeted() {
    return connected().goes("C: EHLO bar.com\nS: 250-*\nS: 250-*\nS: 250-*\nS: 250-*\nS: 250 HELP");
  }

  /// A client that has been asked for the text of a mail to Jones.
  Conversation begun() {
    return greeted().goes(BEGUN);
  }

  /// Jones's messages as they are stored, an octet a character.
  List<String> stored() {
    return server.messages("jones", "INBOX").stream()
        .map(message -> new String(message.raw(), ISO_8859_1))
        .toList();
  }

  /// The same without the fields that the server wrote on top.
  List<String> storedText() {
    return stored().stream().map(text -> text.substring(text.indexOf("+0000\r\n") + 7)).toList();
  }
}
