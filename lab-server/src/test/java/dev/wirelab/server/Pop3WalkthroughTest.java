package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

/// The walk-through's POP3, line for line, and what is true afterwards.
class Pop3WalkthroughTest extends Pop3Test {

  private static final Transcript TRANSCRIPT = Transcript.named("walkthrough-pop3");

  @Test
  void itGoesLineForLineAndTheMaildropIsEmptyAfterwards() {
    assertThat(stored()).extracting(String::length).containsExactly(120, 200);
    try (var client = Conversation.with(server, Protocol.POP3)) {
      client.goes(TRANSCRIPT.text());
    }
    assertThat(stored()).isEmpty();
  }

  @Test
  void afterAResetItGoesAgain() {
    for (int i = 0; i < 3; i++) {
      server.reset();
      try (var client = Conversation.with(server, Protocol.POP3)) {
        client.goes(TRANSCRIPT.text());
      }
    }
    assertThat(stored()).isEmpty();
  }

  @Test
  void hadTheConnectionDroppedBothMessagesWouldStillBeThere() {
    var untilQuit = TRANSCRIPT.text().substring(0, TRANSCRIPT.text().indexOf("C: QUIT"));
    try (var client = Conversation.with(server, Protocol.POP3)) {
      client.goes(untilQuit);
    }
    try (var client = loggedIn()) {
      client.goes("C: STAT\nS: +OK 2 320");
    }
    assertThat(stored()).hasSize(2);
  }

  @Test
  void theFirstMessageComesWithItsOctetsAndItsDot() {
    try (var client = loggedIn()) {
      client.goes("C: RETR 1\nS: +OK 120 octets");
      assertThat(client.content()).isEqualTo(stored().getFirst()).hasSize(120);
      assertThat(stored().getFirst()).contains("\r\n...and she won't wait.\r\n");
    }
  }

  @Test
  void theWireHasItAll() {
    try (var client = Conversation.with(server, Protocol.POP3)) {
      client.goes(TRANSCRIPT.text());
    }
    var dialogue = server.wire().dialogues().getFirst();
    assertThat(dialogue.protocol()).isEqualTo(Protocol.POP3);
    for (var peer : Peer.values()) {
      var octets = new ByteArrayOutputStream();
      dialogue.segments().stream()
          .filter(segment -> segment.from() == peer)
          .forEach(segment -> octets.writeBytes(segment.octets()));
      assertThat(octets.toString(ISO_8859_1)).isEqualTo(TRANSCRIPT.said(peer));
    }
  }
}
