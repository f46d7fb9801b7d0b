package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.tls.Authority;
import dev.wirelab.server.wire.Protocol;
import dev.wirelab.server.wire.Remark;
import dev.wirelab.server.wire.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// POP3 inside TLS, from the start or from STLS on. RFC 2595, RFC 8314.
class Pop3TlsTest extends Pop3Test {

  private static final String STLS = "C: STLS\nS: +OK begin TLS negotiation\ntls\n";

  @Test
  void theWalkThroughInsideTls() {
    try (var client = Conversation.with(server, ServiceName.POP3S)) {
      client.goes(Transcript.named("walkthrough-pop3").text());
    }
    assertThat(stored()).isEmpty();
    assertThat(server.wire().dialogues().getFirst().segments()).allMatch(Segment::tls);
  }

  @Test
  void theWalkThroughAfterStls() {
    var transcript = Transcript.named("walkthrough-pop3").text();
    int login = transcript.indexOf("C: USER");
    try (var client = Conversation.with(server, Protocol.POP3)) {
      client.goes(transcript.substring(0, login) + STLS + transcript.substring(login));
    }
    assertThat(stored()).isEmpty();
  }

  @Test
  void itIsListedUntilTlsIsSpoken() {
    try (var client = connected()) {
      client.goes("C: CAPA\nS: +OK *");
      assertThat(client.content()).contains("STLS\r\n", "SASL PLAIN\r\n");
      client.goes(STLS + "C: CAPA\nS: +OK *");
      assertThat(client.content()).contains("SASL PLAIN\r\n").doesNotContain("STLS\r\n");
      client.goes("C: STLS\nS: -ERR TLS is spoken already (RFC 2595, 4)");
    }
    try (var client = Conversation.with(server, ServiceName.POP3S)) {
      client.goes("S: +OK *\nC: CAPA\nS: +OK *");
      assertThat(client.content()).contains("SASL PLAIN\r\n").doesNotContain("STLS\r\n");
    }
  }

  @Test
  void whoIsNamedBeforeIsForgotten() {
    try (var client = connected()) {
      client.goes("C: USER bob\nS: +OK bob\n" + STLS + "C: PASS redqueen\nS: -ERR say USER first*");
    }
  }

  @Test
  void itComesBeforeLogin() {
    try (var client = loggedIn()) {
      client.goes("C: STLS\nS: -ERR STLS comes before login, and you are bob (RFC 1939, 4)");
      client.goes("C: STAT\nS: +OK 2 320");
    }
  }

  /// CVE-2011-0411: what somebody on the way has put behind the command is not obeyed.
  @Test
  void whatCameWithTheCommandInClearIsThrownAway() {
    try (var client = connected()) {
      client.sends("STLS\r\nUSER mallory\r\nPASS x\r\n").hears("+OK begin TLS negotiation");
      client.goes("tls\nC: CAPA\nS: +OK *");
      assertThat(client.content()).startsWith("TOP\r\n");
      assertThat(server.wire().dialogues().getFirst().remarks())
          .extracting(Remark::text)
          .first()
          .isEqualTo("22 octets sent in clear before TLS was agreed upon are thrown away");
    }
  }

  @Test
  void whoDoesNotShakeHandsIsHungUpOn() {
    try (var client = connected()) {
      client.goes("C: STLS\nS: +OK *\nC: USER bob\nclosed");
    }
  }

  @Test
  void withoutAnAuthorityTheConversationGoesOn(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("file"), "in the way");
    var listeners = Listeners.loopback().with(Authority.in(file));
    try (var lab = LabServer.start(server.fixture(), listeners);
        var client = Conversation.with(lab, Protocol.POP3)) {
      client.goes("S: +OK *\nC: STLS\nS: -ERR [SYS/TEMP] TLS is not possible now; *");
      client.goes(LOGIN + "S: +OK *");
    }
  }

  @Test
  void aResetSaysGoodbyeInsideTlsToo() {
    try (var client = connected()) {
      client.goes(STLS + LOGIN + "S: +OK *");
      server.reset();
      client.hears("-ERR [SYS/TEMP] dewey POP3 server: shutting down, *").isClosed();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pop3", "pop3s"})
  void curl(String scheme) {
    var port = server.port(scheme.equals("pop3") ? ServiceName.POP3 : ServiceName.POP3S);
    assertThat(
            Program.installed("curl")
                .run(
                    "-sS",
                    "--ssl-reqd",
                    "--cacert",
                    server.certificate().toString(),
                    "--user",
                    "bob:redqueen",
                    scheme + "://127.0.0.1:" + port + "/1")
                .succeeds()
                .output())
        .isEqualTo(stored().getFirst());
  }

  @ParameterizedTest
  @ValueSource(strings = {"POP3", "POP3_SSL"})
  void pythonsPoplib(String type) {
    var script =
        """
        import poplib, ssl, sys
        trust = ssl.create_default_context(cafile=sys.argv[1])
        if sys.argv[3] == 'POP3':
            pop = poplib.POP3('127.0.0.1', int(sys.argv[2]), timeout=10)
            print(pop.stls(trust).decode())
        else:
            pop = poplib.POP3_SSL('127.0.0.1', int(sys.argv[2]), timeout=10, context=trust)
        print(pop.apop('bob', 'redqueen').decode())
        print(pop.quit().decode())
        """;
    var port = server.port(type.equals("POP3") ? ServiceName.POP3 : ServiceName.POP3S);
    assertThat(
            Program.installed("python3")
                .run("-c", script, server.certificate().toString(), String.valueOf(port), type)
                .succeeds()
                .output())
        .contains("+OK bob's maildrop has 2 messages (320 octets)")
        .endsWith("+OK dewey POP3 server signing off (2 messages left)\n");
  }
}
