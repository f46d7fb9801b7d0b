package dev.wirelab.server.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What can be asked of a record while it goes on.
class RecordingTest {

  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");

  private final Wire wire = new Wire(Clock.fixed(NOW, ZoneOffset.UTC));

  private static void says(Dialogue dialogue, Peer from, String text) {
    dialogue.record(from, text.getBytes(ISO_8859_1), 0, text.length());
  }

  private static List<String> texts(List<RecordedLine> lines) {
    return lines.stream().map(line -> line.from().name().charAt(0) + ": " + line.text()).toList();
  }

  @Test
  void linesAreThoseOfTheProtocolWhereverSegmentsEnd() {
    var dialogue = wire.open(Protocol.SMTP, false);
    says(dialogue, Peer.SERVER, "220 foo.com\r");
    says(dialogue, Peer.CLIENT, "EH");
    says(dialogue, Peer.SERVER, "\n");
    says(dialogue, Peer.CLIENT, "LO a\r\nNOOP\nQU\rIT");

    assertThat(texts(dialogue.lines()))
        .containsExactly("S: 220 foo.com", "C: EHLO a", "C: NOOP", "C: QU\rIT");
    assertThat(texts(dialogue.lines(Peer.SERVER))).containsExactly("S: 220 foo.com");
    assertThat(dialogue.lines())
        .extracting(RecordedLine::crLf)
        .containsExactly(true, true, false, false);
    assertThat(dialogue.lines())
        .extracting(RecordedLine::isEnded)
        .containsExactly(true, true, true, false);
    assertThat(dialogue.octets(Peer.CLIENT)).isEqualTo(18);
    assertThat(dialogue.octets(Peer.SERVER)).isEqualTo(13);
  }

  @Test
  void aTurnIsACommandAndWhatCameBack() {
    var dialogue = wire.open(Protocol.SMTP, false);
    says(dialogue, Peer.SERVER, "220 foo.com\r\n");
    says(dialogue, Peer.CLIENT, "EHLO a\r\n");
    says(dialogue, Peer.SERVER, "250-foo.com\r\n250 HELP\r\n");
    says(dialogue, Peer.CLIENT, "QUIT\r\n");

    var turns = dialogue.turns();

    assertThat(turns).hasSize(3);
    assertThat(turns.get(0).client()).isEmpty();
    assertThat(texts(turns.get(1).client())).containsExactly("C: EHLO a");
    assertThat(texts(turns.get(1).server())).containsExactly("S: 250-foo.com", "S: 250 HELP");
    assertThat(turns.get(1).octets(Peer.CLIENT)).isEqualTo(8);
    assertThat(turns.get(1).octets(Peer.SERVER)).isEqualTo(23);
    assertThat(turns.get(2).server()).isEmpty();
  }

  @Test
  void connectionsAreFoundByProtocolAndByTime() {
    var smtp = wire.open(Protocol.SMTP, false);
    var pop3 = wire.open(Protocol.POP3, false);
    says(smtp, Peer.SERVER, "220 foo.com\r\n");
    long now = System.nanoTime();
    var imap = wire.open(Protocol.IMAP, false);
    says(pop3, Peer.SERVER, "+OK\r\n");

    assertThat(wire.dialogues(Protocol.POP3)).containsExactly(pop3);
    assertThat(wire.dialoguesSince(now)).containsExactly(pop3, imap);
    assertThat(wire.dialogues()).extracting(Dialogue::number).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aRecordingStandsStillWhileTheConnectionGoesOn() {
    var dialogue = wire.open(Protocol.SMTP, false);
    says(dialogue, Peer.SERVER, "220 foo.com\r\n");
    var before = dialogue.recording();
    says(dialogue, Peer.CLIENT, "QUIT\r\n");
    dialogue.end();

    assertThat(before.lines()).hasSize(1);
    assertThat(before.ended()).isEmpty();
    assertThat(dialogue.recording().lines()).hasSize(2);
    assertThat(dialogue.recording().ended()).isPresent();
  }

  @Test
  void whoReadsAlongIsToldWhatIsNewInItsOrder() {
    var dialogue = wire.open(Protocol.SMTP, false);
    var reading = new Reading(dialogue, 8);
    says(dialogue, Peer.SERVER, "220 foo.com\r\n");
    dialogue.remark("a remark");
    says(dialogue, Peer.CLIENT, "QUI");

    var first = reading.news();
    says(dialogue, Peer.CLIENT, "T\r\n");
    dialogue.end();
    var second = reading.news();

    assertThat(first).hasSize(2);
    assertThat(first.get(0))
        .isInstanceOfSatisfying(
            Reading.News.Said.class,
            said -> {
              assertThat(said.line().text()).isEqualTo("220 foo.");
              assertThat(said.line().length()).isEqualTo(13);
            });
    assertThat(first.get(1)).isInstanceOf(Reading.News.Remarked.class);
    assertThat(second).hasSize(2);
    assertThat(second.get(1)).isInstanceOf(Reading.News.Ended.class);
    assertThat(reading.news()).isEmpty();
  }

  @Test
  void whoReadsTooSlowlyIsToldHowMuchIsMissing() {
    var dialogue = wire.open(Protocol.SMTP, false);
    var reading = new Reading(dialogue, 8);
    says(dialogue, Peer.SERVER, "220 foo.com\r\n");
    assertThat(reading.news()).hasSize(1);
    var block = "x".repeat((1 << 16) - 1) + "\n";
    for (int i = 0; i < 100; i++) {
      says(dialogue, Peer.CLIENT, block);
    }

    var news = reading.news();

    long told =
        news.stream()
            .mapToLong(one ->
                switch (one) {
                  case Reading.News.Said(var line) -> line.length();
                  case Reading.News.Missing(long octets) -> octets;
                  default -> 0;
                })
            .sum();
    assertThat(told).isEqualTo(100L << 16);
    assertThat(news).anyMatch(one -> one instanceof Reading.News.Missing);
    assertThat(dialogue.recording().octets(Peer.CLIENT)).isEqualTo(100L << 16);
    for (int i = 0; i < 100; i++) {
      says(dialogue, Peer.CLIENT, block);
    }
    assertThat(reading.news().getFirst()).isInstanceOf(Reading.News.Missing.class);
  }

  @Test
  void aLineThatIsCutCountsInALiteralAllTheSame() {
    var dialogue = wire.open(Protocol.IMAP, false);
    var literal = "x".repeat(2_000) + "\r\n";
    says(
        dialogue,
        Peer.CLIENT,
        "a1 APPEND INBOX {2002+}\r\n" + literal + "\r\na2 LOGIN bob secret\r\n");
    var mask = new Mask(Protocol.IMAP);

    var shown =
        new Reading(dialogue, 100)
            .news().stream().map(news -> mask.line(((Reading.News.Said) news).line())).toList();

    assertThat(shown).last().isEqualTo("a2 LOGIN bob " + Mask.HIDDEN);
  }
}
