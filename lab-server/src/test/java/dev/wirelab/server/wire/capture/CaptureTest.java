package dev.wirelab.server.wire.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;
import dev.wirelab.server.wire.Wire;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptureTest {

  private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
  private static final int CLIENT = 49_152;

  private final Wire wire = new Wire(Clock.fixed(NOW, ZoneOffset.UTC));

  private static void says(Dialogue dialogue, Peer from, String text) {
    dialogue.record(from, text.getBytes(ISO_8859_1), 0, text.length());
  }

  private Dialogue login() {
    var dialogue = wire.open(Protocol.POP3, false);
    says(dialogue, Peer.SERVER, "+OK dewey\r\n");
    says(dialogue, Peer.CLIENT, "USER bob\r\nPA");
    says(dialogue, Peer.CLIENT, "SS secret\r\n");
    says(dialogue, Peer.SERVER, "+OK\r\n+OK\u00e9\u001b[2J\r\n");
    dialogue.remark("chaos: \u001bdelay");
    says(dialogue, Peer.CLIENT, "QUIT\n");
    return dialogue;
  }

  @Test
  void aConnectionHasItsHandshakeItsSegmentsAndItsEnd() {
    login().end();

    var file = CaptureFile.read(Capture.of(wire).pcapng());

    assertThat(file.linkType()).isEqualTo(101);
    assertThat(file.comment()).contains("decrypted").contains("not masked");
    assertThat(file.packets().subList(0, 3))
        .extracting(CaptureFile.Packet::flags)
        .containsExactly(TcpPacket.SYN, TcpPacket.SYN | TcpPacket.ACK, TcpPacket.ACK);
    assertThat(file.packets().getFirst().comment()).isEqualTo("POP3 1");
    assertThat(file.stream(CLIENT, 110)).isEqualTo("USER bob\r\nPASS secret\r\nQUIT\n");
    assertThat(file.stream(110, CLIENT)).isEqualTo("+OK dewey\r\n+OK\r\n+OK\u00e9\u001b[2J\r\n");
    assertThat(file.packets().reversed().subList(0, 4))
        .extracting(packet -> packet.has(TcpPacket.FIN))
        .containsExactly(false, true, false, true);
    assertThat(file.packets()).anyMatch(packet -> packet.comment().contains("chaos"));
    for (var packet : file.packets()) {
      boolean client = packet.source() == CLIENT;
      assertThat(packet.direction()).isEqualTo(client ? 1 : 2);
    }
  }

  @Test
  void eachSideAcknowledgesAllThatItHasSeen() {
    login().end();

    var file = CaptureFile.read(Capture.of(wire).pcapng());

    int[] next = {0, 0};
    for (var packet : file.packets()) {
      int me = packet.source() == CLIENT ? 0 : 1;
      assertThat(packet.sequence()).isEqualTo(next[me]);
      assertThat(packet.acknowledgment()).isEqualTo(packet.has(TcpPacket.ACK) ? next[1 - me] : 0);
      next[me] += packet.data().length();
      next[me] += packet.has(TcpPacket.SYN) || packet.has(TcpPacket.FIN) ? 1 : 0;
    }
    assertThat(next[0]).isPositive();
  }

  @Test
  void timesGoOnFromTheLabsClock() {
    login();

    var times =
        CaptureFile.read(Capture.of(wire).pcapng()).packets().stream()
            .map(CaptureFile.Packet::nanos)
            .toList();

    assertThat(times).isSorted();
    assertThat(times.getFirst()).isEqualTo(NOW.getEpochSecond() * 1_000_000_000);
    assertThat(times.getLast()).isGreaterThan(times.getFirst());
  }

  @Test
  void whatGoesOnHasNoEndYetAndTheNextHasAPortOfItsOwn() {
    login();
    says(wire.open(Protocol.IMAP, false), Peer.SERVER, "* OK\r\n");

    var file = CaptureFile.read(Capture.of(wire).pcapng());

    assertThat(file.packets()).noneMatch(packet -> packet.has(TcpPacket.FIN));
    assertThat(file.stream(143, CLIENT + 1)).isEqualTo("* OK\r\n");
  }

  @Test
  void whatPassesInsideTlsIsAConnectionOfItsOwn() {
    var dialogue = wire.open(Protocol.SMTP, false);
    says(dialogue, Peer.CLIENT, "STARTTLS\r\n");
    says(dialogue, Peer.SERVER, "220 Ready\r\n");
    dialogue.startTls();
    says(dialogue, Peer.CLIENT, "EHLO a\r\n");
    dialogue.end();

    var file = CaptureFile.read(Capture.of(wire).pcapng());

    assertThat(file.stream(CLIENT, 25)).isEqualTo("STARTTLS\r\n");
    assertThat(file.stream(CLIENT + 1, 25)).isEqualTo("EHLO a\r\n");
    assertThat(file.packets())
        .anyMatch(packet -> packet.comment().equals("SMTP 1, continued inside TLS, decrypted"));
  }

  @Test
  void whatIsLeftOutOfTheRecordLeavesAGapInTheNumbers() {
    var dialogue = wire.open(Protocol.SMTP, false);
    var block = "x".repeat(100_000);
    for (int i = 0; i < 100; i++) {
      says(dialogue, Peer.CLIENT, block);
    }

    var packets = CaptureFile.read(Capture.of(wire).pcapng()).packets();

    var last = packets.stream().filter(packet -> !packet.data().isEmpty()).toList().getLast();
    assertThat(last.sequence() + last.data().length()).isEqualTo(1 + 100 * 100_000);
    assertThat(packets).anyMatch(packet -> packet.comment().endsWith("are not on record"));
  }

  @Test
  void nothingOnRecordIsAFileWithoutPackets() {
    assertThat(CaptureFile.read(Capture.of(wire).pcapng()).packets()).isEmpty();
    assertThat(CaptureFile.read(Capture.of(List.of()).pcapng()).packets()).isEmpty();
  }

  @Test
  void textIsForPeople() {
    login().end();

    assertThat(
            Capture.of(wire).text().lines().map(line -> line.replaceFirst("^ *\\d\\.\\d{6} ", "")))
        .containsExactly(
            "POP3 1, 2026-01-05T09:00:00Z, 28 octets by the client, 26 by the server",
            "S: +OK dewey",
            "C: USER bob",
            "C: PASS ********",
            "S: +OK",
            "S: +OK\\xe9\\x1b[2J",
            "-- chaos: \\x1bdelay",
            "C: QUIT (LF alone)");
  }

  @Test
  void jsonIsForPrograms() {
    login();

    var connection =
        JsonParser.parseString(Capture.of(wire).json())
            .getAsJsonObject()
            .getAsJsonArray("connections")
            .get(0)
            .getAsJsonObject();

    assertThat(connection.get("protocol").getAsString()).isEqualTo("POP3");
    assertThat(connection.get("open").getAsBoolean()).isTrue();
    var password = connection.getAsJsonArray("lines").get(2).getAsJsonObject();
    assertThat(password.get("from").getAsString()).isEqualTo("client");
    assertThat(password.get("text").getAsString()).isEqualTo("PASS ********");
    assertThat(password.get("octets").getAsInt()).isEqualTo(13);
    assertThat(connection.getAsJsonArray("remarks")).hasSize(1);
  }
}
