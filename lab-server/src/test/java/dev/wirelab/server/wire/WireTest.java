package dev.wirelab.server.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {

  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final Wire wire = new Wire(CLOCK);

  private static void record(Dialogue dialogue, Peer from, String text) {
    dialogue.record(from, text.getBytes(ISO_8859_1), 0, text.length());
  }

  private static List<String> said(Dialogue dialogue) {
    return dialogue.segments().stream()
        .map(segment -> new String(segment.octets(), ISO_8859_1))
        .toList();
  }

  @Test
  void streamsWriteDownWhatPasses() throws IOException {
    var dialogue = wire.open(Protocol.SMTP, false);
    var sent = new ByteArrayOutputStream();
    var in =
        dialogue.recording(new ByteArrayInputStream("QUIT\r\n".getBytes(ISO_8859_1)), Peer.CLIENT);
    var out = dialogue.recording(sent, Peer.SERVER);

    assertThat(in.readAllBytes()).asString().isEqualTo("QUIT\r\n");
    out.write("221 foo.com\r\n".getBytes(ISO_8859_1));

    assertThat(sent).hasToString("221 foo.com\r\n");
    assertThat(said(dialogue)).containsExactly("QUIT\r\n", "221 foo.com\r\n");
    assertThat(dialogue.segments())
        .extracting(Segment::from)
        .containsExactly(Peer.CLIENT, Peer.SERVER);
    assertThat(dialogue.segments()).extracting(Segment::time).containsOnly(NOW);
  }

  @Test
  void aLongDialogueKeepsItsBeginningAndItsEnd() {
    var dialogue = wire.open(Protocol.SMTP, false);
    record(dialogue, Peer.SERVER, "220 hello");
    var block = "x".repeat(1 << 16);
    for (int i = 0; i < 100; i++) {
      record(dialogue, Peer.CLIENT, block);
    }
    record(dialogue, Peer.SERVER, "221 goodbye");

    assertThat(said(dialogue)).startsWith("220 hello", block).endsWith(block, "221 goodbye");
    assertThat(dialogue.weight()).isLessThanOrEqualTo(Dialogue.CAPACITY);
    long kept = dialogue.segments().stream().mapToLong(segment -> segment.octets().length).sum();
    assertThat(kept + dialogue.omitted()).isEqualTo(100L * block.length() + 20);
  }

  @Test
  void thoseThatHaveEndedAreForgottenFirst() {
    var small = new Wire(CLOCK, Observer.NOBODY, 10_000);
    var open = small.open(Protocol.SMTP, false);
    record(open, Peer.CLIENT, "x".repeat(4_000));
    var ended = small.open(Protocol.SMTP, false);
    record(ended, Peer.CLIENT, "x".repeat(4_000));
    ended.end();
    var last = small.open(Protocol.SMTP, false);
    record(last, Peer.CLIENT, "x".repeat(4_000));

    assertThat(small.dialogues()).containsExactly(open, last);
    assertThat(small.forgotten()).isEqualTo(1);
  }

  @Test
  void oneThatIsForgottenWhileItGoesOnTakesNoMoreRoom() {
    var small = new Wire(CLOCK, Observer.NOBODY, 10_000);
    var first = small.open(Protocol.SMTP, false);
    record(first, Peer.CLIENT, "x".repeat(6_000));
    var second = small.open(Protocol.SMTP, false);
    record(second, Peer.CLIENT, "x".repeat(6_000));
    record(first, Peer.CLIENT, "more");

    assertThat(small.dialogues()).containsExactly(second);
    assertThat(first.segments()).isEmpty();
    assertThat(first.weight()).isZero();
  }

  @Test
  void aThousandConnectionsAreKept() {
    for (int i = 0; i < 1_001; i++) {
      wire.open(Protocol.SMTP, false).end();
    }

    assertThat(wire.dialogues()).hasSize(1_000);
    assertThat(wire.forgotten()).isEqualTo(1);
    wire.clear();
    assertThat(wire.dialogues()).isEmpty();
    assertThat(wire.forgotten()).isZero();
  }

  @Test
  void whatIsClearedMayGoOnUnseen() {
    var dialogue = wire.open(Protocol.SMTP, false);
    wire.clear();
    record(dialogue, Peer.CLIENT, "NOOP");

    assertThat(wire.dialogues()).isEmpty();
    assertThat(said(dialogue)).containsExactly("NOOP");
  }
}
