package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.tls.Authority;
import dev.wirelab.server.wire.Protocol;
import dev.wirelab.server.wire.Remark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// From plain text to TLS in the middle of a session. RFC 3207.
class SmtpStartTlsTest extends SmtpTest {

  @TempDir Path folder;

  SmtpStartTlsTest() {
    super(all());
  }

  @Test
  void itIsListedUntilTlsIsSpoken() {
    try (var client = connected()) {
      client.sends("EHLO bar.com\r\n");
      assertThat(client.reply()).contains("250-STARTTLS");
      client.goes("C: STARTTLS\nS: 220 2.0.0 Ready to start TLS\ntls\nC: EHLO bar.com");
      assertThat(client.reply()).hasSizeGreaterThan(5).doesNotContain("250-STARTTLS");
      client.goes("C: STARTTLS\nS: 503 5.5.1 *\nC: QUIT\nS: 221 *\nclosed");
    }
  }

  @Test
  void onPortsWithTlsFromTheStartItIsNotListed() {
    try (var client = Conversation.with(server, ServiceName.SMTPS)) {
      client.goes("S: 220 *\nC: EHLO bar.com");
      assertThat(client.reply()).hasSizeGreaterThan(5).doesNotContain("250-STARTTLS");
      client.goes("C: STARTTLS\nS: 503 5.5.1 *");
    }
  }

  @Test
  void allThatWasSaidBeforeIsForgotten() {
    try (var client = greeted()) {
      client.goes(
          """
          C: AUTH PLAIN AGpvbmVzAHdpcmVsYWI=
          S: 235 *
          C: MAIL FROM:<Smith@foo.com>
          S: 250 *
          C: RCPT TO:<Jones@foo.com>
          S: 250 *
          C: STARTTLS
          S: 220 *
          tls
          C: RCPT TO:<Jones@foo.com>
          S: 503 5.5.1 Bad sequence of commands: MAIL comes before RCPT (RFC 5321, 3.3)
          C: MAIL FROM:<Smith@foo.com>
          S: 503 5.5.1 Bad sequence of commands: say EHLO first (RFC 5321, 4.1.4)
          C: EHLO bar.com
          """);
      assertThat(client.reply()).isNotEmpty();
      client.goes("C: AUTH PLAIN AGpvbmVzAHdpcmVsYWI=\nS: 235 *");
    }
  }

  @Test
  void theMailSaysHowItCame() {
    try (var client = greeted()) {
      client.goes("C: STARTTLS\nS: 220 *\ntls\nC: EHLO bar.com");
      client.reply();
      client.goes(
          """
          C: MAIL FROM:<Smith@foo.com>
          S: 250 2.1.0 OK
          C: RCPT TO:<Jones@foo.com>
          S: 250 2.1.5 OK
          C: DATA
          S: 354 Start mail input; *
          C: .
          S: 250 2.0.0 OK
          """);
    }
    assertThat(stored()).singleElement().asString().contains("\tby foo.com with ESMTPS id 1\r\n");
  }

  @Test
  void theRecordKnowsWhereTlsBegins() {
    try (var client = greeted()) {
      client.goes("C: STARTTLS\nS: 220 *\ntls\nC: NOOP\nS: 250 *");
      var dialogue = server.wire().dialogues().getFirst();

      assertThat(dialogue.tls()).isTrue();
      assertThat(dialogue.segments())
          .filteredOn(segment -> segment.tls())
          .extracting(segment -> new String(segment.octets()))
          .containsExactly("NOOP\r\n", "250 2.0.0 OK\r\n");
      assertThat(dialogue.remarks())
          .singleElement()
          .extracting(Remark::text)
          .asString()
          .startsWith("encrypted from here on, by TLSv1.3, ");
    }
  }

  /// CVE-2011-0411: what somebody on the way has put behind the command is not obeyed, neither in
  /// clear nor as if it had come over TLS.
  @Test
  void whatCameWithTheCommandInClearIsThrownAway() {
    try (var client = greeted()) {
      client.sends("STARTTLS\r\nEHLO mallory\r\nMAIL FROM:<Mallory@foo.com>\r\n");
      client.goes(
          "S: 220 *\ntls\nC: NOOP\nS: 250 2.0.0 OK\nC: MAIL FROM:<>\nS: 503 5.5.1 Bad sequence of commands: say EHLO *");
      assertThat(server.wire().dialogues().getFirst().remarks())
          .extracting(Remark::text)
          .first()
          .isEqualTo("43 octets sent in clear before TLS was agreed upon are thrown away");
    }
  }

  @Test
  void itHasNoArgument() {
    try (var client = greeted()) {
      client.goes(
          "C: STARTTLS now\nS: 501-5.5.4 *\nS: 501 5.5.4 Syntax: STARTTLS\nC: NOOP\nS: 250 *");
    }
  }

  @Test
  void whoDoesNotShakeHandsIsHungUpOn() {
    try (var client = greeted()) {
      client.goes("C: STARTTLS\nS: 220 *\nC: EHLO bar.com\nclosed");
    }
  }

  @Test
  void withoutAnAuthorityItIs454AndTheConversationGoesOn() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "in the way");
    var listeners = Listeners.loopback().with(Authority.in(file));
    try (var lab = LabServer.start(all(), listeners);
        var client = Conversation.with(lab, Protocol.SMTP)) {
      client.goes(
          "S: 220 *\nC: STARTTLS\nS: 454 4.7.0 TLS not available due to temporary reason *");
      client.goes("C: NOOP\nS: 250 *");
    }
  }

  @Test
  void aLabMayRequireIt() {
    try (var lab = LabServer.start(all(folder, "require = STARTTLS"));
        var client = Conversation.with(lab, Protocol.SMTP)) {
      client.goes("S: 220 *\nC: EHLO bar.com");
      assertThat(client.reply())
          .contains("250-STARTTLS")
          .noneMatch(line -> line.startsWith("250-AUTH"));
      client.goes(
          """
          C: MAIL FROM:<Smith@foo.com>
          S: 530 5.7.0 Must issue a STARTTLS command first (RFC 3207, 4)
          C: AUTH PLAIN AGpvbmVzAHdpcmVsYWI=
          S: 530 5.7.0 *
          C: HELO bar.com
          S: 530 5.7.0 *
          C: NOOP
          S: 250 *
          C: STARTTLS
          S: 220 *
          tls
          C: EHLO bar.com
          """);
      assertThat(client.reply()).contains("250-AUTH PLAIN LOGIN");
      client.goes("C: MAIL FROM:<Smith@foo.com>\nS: 250 *");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"STARTTLS", "AUTH PLAIN", "BDAT 10 LAST", "EXPN list"})
  void whatIsNotListedIsNotThere(String line) {
    try (var lab = LabServer.start(Fixture.named("walkthrough"));
        var client = Conversation.with(lab, Protocol.SMTP)) {
      client.goes("S: 220 *\nC: " + line + "\nS: 502 *\nC: NOOP\nS: 250 OK");
    }
  }
}
