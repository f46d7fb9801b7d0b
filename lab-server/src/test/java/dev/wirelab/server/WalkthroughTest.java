package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;
import java.io.ByteArrayOutputStream;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The walk-through's SMTP, line for line, and what is true afterwards.
@Timeout(60)
class WalkthroughTest {

  private static final Transcript TRANSCRIPT = Transcript.named("walkthrough-smtp");

  private final LabServer server = LabServer.start(Fixture.named("walkthrough"));

  @BeforeEach
  void converse() {
    try (var client = Conversation.with(server, Protocol.SMTP)) {
      client.goes(TRANSCRIPT.text());
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void jonesHasOneMessageWhoseTextIsAllBody() {
    var messages = server.messages("jones", "INBOX");

    assertThat(messages).hasSize(1);
    assertThat(new String(messages.getFirst().raw(), ISO_8859_1))
        .isEqualTo(
            """
            Return-Path: <Smith@bar.com>
            Received: from bar.com ([127.0.0.1])
            \tby foo.com with ESMTP id 1
            \tfor <Jones@foo.com>;
            \tMon, 5 Jan 2026 09:00:00 +0000

            Blah blah blah...
            ..etc. etc. etc.
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void theMessageCameWhenTheFixtureSays() {
    var message = server.messages("jones", "INBOX").getFirst();

    assertThat(message.received())
        .isEqualTo(server.clock().instant())
        .isEqualTo("2026-01-05T09:00:00Z");
    assertThat(message.flags()).containsExactly("\\Recent");
    assertThat(message.uid()).isEqualTo(1);
    assertThat(message.sequence()).isEqualTo(1);
  }

  @Test
  void greenHasNoAccount() {
    assertThat(server.accounts())
        .extracting(Account::login)
        .startsWith("jones")
        .doesNotContain("green");
    assertThatThrownBy(() -> server.messages("green", "INBOX"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageStartingWith("Nobody logs in as 'green'; there are: jones");
    try (var client = Conversation.with(server, Protocol.SMTP)) {
      client.goes(
          """
          S: 220 *
          C: EHLO bar.com
          S: 250-*
          S: 250-*
          S: 250-*
          S: 250-*
          S: 250 HELP
          C: MAIL FROM:<Smith@bar.com>
          S: 250 OK
          C: RCPT TO:<Green@foo.com>
          S: 550 No such user here
          """);
    }
  }

  @Test
  void theWireHasItAll() {
    assertThat(server.wire().dialogues()).hasSize(1);
    var dialogue = server.wire().dialogues().getFirst();

    assertThat(dialogue.protocol()).isEqualTo(Protocol.SMTP);
    assertThat(said(Peer.CLIENT)).isEqualTo(TRANSCRIPT.said(Peer.CLIENT));
    assertThat(said(Peer.SERVER)).isEqualTo(TRANSCRIPT.said(Peer.SERVER));
    assertThat(dialogue.segments()).allMatch(segment -> !segment.tls());
  }

  private String said(Peer peer) {
    var octets = new ByteArrayOutputStream();
    server.wire().dialogues().getFirst().segments().stream()
        .filter(segment -> segment.from() == peer)
        .forEach(segment -> octets.writeBytes(segment.octets()));
    return octets.toString(ISO_8859_1);
  }
}
