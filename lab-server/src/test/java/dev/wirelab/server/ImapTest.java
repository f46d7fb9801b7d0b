package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wirelab.server.wire.Protocol;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/// What the tests of IMAP have in common: a lab, clients that have logged in as Jones, whose INBOX
/// is empty at first, and ways to put something into it.
@Timeout(60)
abstract class ImapTest {

  final LabServer server = LabServer.start(Fixture.named("walkthrough"));

  @AfterEach
  void close() {
    server.close();
  }

  /// A client that has heard the greeting.
  Conversation connected() {
    return Conversation.with(server, Protocol.IMAP).hears("* OK example.com IMAP4rev1 *");
  }

  /// A client that has logged in as Jones.
  Conversation loggedIn() {
    return connected().goes("C: l LOGIN jones wirelab\nS: l OK LOGIN completed");
  }

  /// A client that has Jones's INBOX open.
  Conversation selected() {
    var client = loggedIn();
    ask(client, "SELECT INBOX");
    return client;
  }

  /// The lines that answer a command, the one with its tag last.
  static List<String> ask(Conversation client, String command) {
    client.sends("t " + command + "\r\n");
    return answer(client, "t ");
  }

  /// The lines up to one that begins so.
  static List<String> answer(Conversation client, String end) {
    var lines = new ArrayList<String>();
    do {
      var line = client.line();
      if (line == null) {
        throw new AssertionError("Closed after " + lines);
      }
      lines.add(line);
    } while (!lines.getLast().startsWith(end));
    return lines;
  }

  /// Puts a message into a mailbox of Jones's.
  static void append(Conversation client, String arguments, String text) {
    client.sends("t APPEND " + arguments + " {" + text.length() + "+}\r\n" + text + "\r\n");
    var answer = answer(client, "t ");
    if (!answer.getLast().startsWith("t OK [APPENDUID ")) {
      throw new AssertionError(answer);
    }
  }

  /// A client that has Jones's INBOX open, with a message in it.
  Conversation withMessage(String message) {
    var client = selected();
    append(client, "INBOX (\\Answered) \" 1-Jan-2026 10:20:30 +0100\"", message);
    return client;
  }

  /// So many messages in Jones's INBOX, with the subjects 1, 2 and so on.
  void fill(int messages) {
    try (var client = loggedIn()) {
      for (int i = 1; i <= messages; i++) {
        append(client, "INBOX", "Subject: " + i + "\r\n\r\nMessage " + i + "\r\n");
      }
    }
  }

  /// Jones's messages as they are stored, an octet a character.
  List<String> stored(String folder) {
    return server.messages("jones", folder).stream()
        .map(message -> new String(message.raw(), ISO_8859_1))
        .toList();
  }
}
