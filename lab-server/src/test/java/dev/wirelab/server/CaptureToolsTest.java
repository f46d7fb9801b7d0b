package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.wire.Protocol;
import dev.wirelab.server.wire.capture.Capture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Wireshark's programs read what passed over the wire.
@Timeout(60)
class CaptureToolsTest {

  private LabServer server;
  private Path file;

  @BeforeEach
  void sessionsOfEachProtocol(@TempDir Path folder) throws IOException {
    server = LabServer.start(Fixture.named("walkthrough"));
    try (var smtp = Conversation.with(server, Protocol.SMTP);
        var pop3 = Conversation.with(server, Protocol.POP3);
        var imap = Conversation.with(server, Protocol.IMAP);
        var http = Conversation.with(server, Protocol.HTTP);
        var smtps = Conversation.with(server, ServiceName.SMTPS);
        var stls = Conversation.with(server, Protocol.POP3)) {
      smtp.goes(
          """
          S: 220 *
          C: HELO bar.com
          S: 250 *
          C: MAIL FROM:<Smith@bar.com>
          S: 250 *
          C: RCPT TO:<Jones@foo.com>
          S: 250 *
          C: DATA
          S: 354 *
          C: Subject: Blah blah blah
          C:\s
          C: etc.
          C: .
          S: 250 *
          C: QUIT
          S: 221 *
          closed
          """);
      pop3.goes(
          """
          S: +OK *
          C: USER bob
          S: +OK *
          C: PASS %s
          S: +OK *
          C: RETR 1
          S: +OK *
          """
              .formatted(server.account("bob").password()));
      pop3.content();
      pop3.goes("C: QUIT\nS: +OK *\nclosed");
      imap.goes(
          """
          S: * OK *
          C: a1 LOGIN frobozz %s
          S: a1 OK *
          C: a2 LOGOUT
          S: * BYE *
          S: a2 OK *
          closed
          """
              .formatted(server.account("frobozz").password()));
      http.sends("GET /mailboxes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      http.hears("HTTP/1.1 200 *");
      while (http.line() != null) {
        // To its end.
      }
      smtps.goes("S: 220 *\nC: HELO bar.com\nS: 250 *\nC: QUIT\nS: 221 *\nclosed");
      stls.goes("S: +OK *\nC: STLS\nS: +OK *\ntls\nC: CAPA\nS: +OK *");
      stls.content();
      stls.goes("C: QUIT\nS: +OK *\nclosed");
    }
    file = folder.resolve("wire.pcapng");
    Files.write(file, Capture.of(server.wire()).pcapng());
  }

  @AfterEach
  void end() {
    server.close();
  }

  private String tshark(String... options) throws IOException, InterruptedException {
    var command =
        new java.util.ArrayList<String>(
            java.util.List.of(
                Program.installed("tshark").file().toString(),
                "-n",
                "-o",
                "ip.check_checksum:TRUE",
                "-o",
                "tcp.check_checksum:TRUE",
                "-r",
                file.toString()));
    command.addAll(java.util.List.of(options));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var out = process.getInputStream()) {
      var text = new String(out.readAllBytes(), UTF_8);
      assertThat(process.waitFor()).isZero();
      return text;
    }
  }

  @Test
  void tsharkFindsEachProtocolAndNothingMalformed() throws IOException, InterruptedException {
    var wrong =
        tshark(
            "-Y",
            "_ws.malformed || ip.checksum.status == \"Bad\" || tcp.checksum.status == \"Bad\""
                + " || tcp.analysis.flags || tls");
    var protocols = tshark("-T", "fields", "-e", "_ws.col.Protocol");

    assertThat(wrong).isEmpty();
    assertThat(new TreeSet<>(protocols.lines().toList()))
        .containsAll(Set.of("SMTP", "POP", "IMAP", "HTTP", "TCP"));
  }

  @Test
  void itsDissectorsTakeHold() throws IOException, InterruptedException {
    assertThat(tshark("-Y", "smtp.req.command", "-T", "fields", "-e", "smtp.req.command").lines())
        .containsSubsequence("HELO", "MAIL", "RCPT", "DATA", "QUIT");
    assertThat(tshark("-Y", "imf", "-T", "fields", "-e", "imf.subject")).contains("Blah blah blah");
    assertThat(tshark("-Y", "pop.request.command", "-T", "fields", "-e", "pop.request.command"))
        .contains("USER", "PASS", "RETR", "STLS", "CAPA");
    assertThat(tshark("-Y", "imap.request", "-T", "fields", "-e", "imap.request.command"))
        .contains("LOGIN", "LOGOUT");
    assertThat(tshark("-Y", "http.request", "-T", "fields", "-e", "http.request.uri"))
        .contains("/mailboxes");
    assertThat(tshark("-Y", "http.response", "-T", "fields", "-e", "http.response.code"))
        .contains("200");
    assertThat(tshark("-Y", "frame.comment", "-T", "fields", "-e", "frame.comment"))
        .contains("inside TLS, decrypted");
  }

  @Test
  void capinfosFindsTheFileInOrder() {
    var told = Program.installed("capinfos").run(file.toString()).succeeds().output();

    assertThat(told).contains("pcapng", "Strict time order:   True", "Raw IP");
  }
}
