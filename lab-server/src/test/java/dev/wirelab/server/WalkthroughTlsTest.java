package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The walk-through's SMTP inside TLS: line for line the same.
@Timeout(60)
class WalkthroughTlsTest {

  @TempDir Path folder;

  private static String transcript() {
    return Transcript.named("walkthrough-smtp").text();
  }

  private static void hasOneMessageThatCameEncrypted(LabServer server) {
    assertThat(server.messages("jones", "INBOX"))
        .singleElement()
        .extracting(message -> new String(message.raw(), ISO_8859_1))
        .asString()
        .contains("\tby foo.com with ESMTPS id 1\r\n")
        .endsWith("\r\n\r\nBlah blah blah...\r\n..etc. etc. etc.\r\n");
  }

  @Test
  void fromTheStart() {
    try (var server = LabServer.start(Fixture.named("walkthrough"));
        var client = Conversation.with(server, ServiceName.SMTPS)) {
      client.goes(transcript());

      hasOneMessageThatCameEncrypted(server);
    }
  }

  /// In a lab that is the same but for one line of EHLO's, which is gone once TLS is spoken (RFC
  /// 3207, 4.2).
  @Test
  void afterStartTls() throws IOException {
    try (var files = Files.list(Path.of("src/main/resources/fixtures/walkthrough"))) {
      for (var file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    var fixture = folder.resolve("fixture.ini");
    Files.writeString(fixture, Files.readString(fixture).replace("ehlo = ", "ehlo = STARTTLS, "));
    try (var server = LabServer.start(Fixture.read(fixture));
        var client = Conversation.with(server, ServiceName.SMTP)) {
      var lines = transcript().lines().filter(line -> !line.startsWith("#")).toList();
      client.goes(lines.getFirst() + "\nC: STARTTLS\nS: 220 Ready to start TLS\ntls");
      client.goes(String.join("\n", lines.subList(1, lines.size())));

      hasOneMessageThatCameEncrypted(server);
    }
  }
}
