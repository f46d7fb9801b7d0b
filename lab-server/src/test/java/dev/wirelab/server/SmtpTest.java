package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.wire.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  final LabServer server;

  SmtpTest() {
    this(Fixture.named("walkthrough"));
  }

  SmtpTest(Fixture fixture) {
    this.server = LabServer.start(fixture);
  }

  /// A lab that lists all there is.
  static Fixture all() {
    return Fixture.read(Path.of("src/test/resources/fixtures/all"));
  }

  /// A lab like that, changed.
  ///
  /// @param smtp what its section on SMTP says besides
  static Fixture all(Path folder, String smtp) {
    try {
      var text = Files.readString(Path.of("src/test/resources/fixtures/all/fixture.ini"));
      return Fixture.read(
          Files.writeString(
              folder.resolve("fixture.ini"),
              text.replace("host = foo.com", "host = foo.com\n" + smtp)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

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
    var client = connected().sends("EHLO bar.com\r\n");
    assertThat(client.reply()).allMatch(line -> line.startsWith("250"));
    return client;
  }

  /// A client that has been asked for the text of a mail to Jones.
  Conversation begun() {
    return greeted().goes(BEGUN);
  }

  /// Jones's messages as they are stored, an octet a character.
  List<String> stored() {
    return stored("jones");
  }

  List<String> stored(String login) {
    return server.messages(login, "INBOX").stream()
        .map(message -> new String(message.raw(), ISO_8859_1))
        .toList();
  }

  /// The same without the fields that the server wrote on top.
  List<String> storedText() {
    return stored().stream().map(text -> text.substring(text.indexOf("+0000\r\n") + 7)).toList();
  }
}
