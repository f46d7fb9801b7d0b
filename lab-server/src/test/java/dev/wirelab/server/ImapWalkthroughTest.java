package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.wire.Peer;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The walk-through's IMAP, line for line, in clear and inside TLS, and what is true afterwards.
class ImapWalkthroughTest extends ImapTest {

  private static final int HEADER_OCTETS = 1425;

  private String transcript(String name) {
    var message = new String(server.messages("frobozz", "INBOX").getFirst().raw(), ISO_8859_1);
    return Transcript.named(name)
        .text()
        .replace("{header}", lines(message.substring(0, HEADER_OCTETS)))
        .replace("{text}", lines(message.substring(HEADER_OCTETS)));
  }

  /// As lines of the transcript, the last of which goes on with what stands behind it.
  private static String lines(String octets) {
    return octets.replace("\r\n", "\nS: ");
  }

  @ParameterizedTest
  @EnumSource(names = {"IMAP", "IMAPS"})
  void lineForLine(ServiceName service) {
    try (var client = Conversation.with(server, service)) {
      client.goes(transcript("walkthrough-imap"));
    }
    var message = server.messages("frobozz", "INBOX").getFirst();
    assertThat(message.raw()).hasSize(2545);
    assertThat(message.flags()).containsExactly("\\Seen");
  }

  @ParameterizedTest
  @EnumSource(names = {"IMAP", "IMAPS"})
  void aLibrarysStepsLineForLine(ServiceName service) {
    try (var client = Conversation.with(server, service)) {
      client.goes(transcript("walkthrough-imap-library"));
    }
  }

  @Test
  void twoRunsSayTheSame() {
    assertThat(run()).isEqualTo(run());
  }

  private List<String> run() {
    server.reset();
    try (var client = Conversation.with(server, ServiceName.IMAP)) {
      client.goes(transcript("walkthrough-imap"));
    }
    var octets = new ByteArrayOutputStream();
    server.wire().dialogues().getFirst().segments().stream()
        .filter(segment -> segment.from() == Peer.SERVER)
        .forEach(segment -> octets.writeBytes(segment.octets()));
    return octets.toString(ISO_8859_1).lines().toList();
  }

  @Test
  void theLibrarysMessageHasWhatItIsAskedFor() {
    var raw = new String(server.messages("demo", "INBOX").getFirst().raw(), ISO_8859_1);

    assertThat(raw).startsWith("Return-Path: ").contains("\r\n\r\nIf you are reading this email, ");
    var names =
        raw.substring(0, raw.indexOf("\r\n\r\n"))
            .lines()
            .filter(line -> !line.startsWith("\t"))
            .map(line -> line.substring(0, line.indexOf(':')))
            .toList();
    assertThat(names)
        .startsWith("Return-Path", "X-Original-To", "Delivered-To", "Received")
        .endsWith("To", "Mime-Version", "X-Mailer");
  }
}
