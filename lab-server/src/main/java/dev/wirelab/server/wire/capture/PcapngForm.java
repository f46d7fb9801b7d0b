package dev.wirelab.server.wire.capture;

import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;
import dev.wirelab.server.wire.Recording;
import dev.wirelab.server.wire.Remark;
import dev.wirelab.server.wire.Segment;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Consumer;

/// Conversations as a packet capture.
final class PcapngForm {

  /// The first of the ports that clients are given (RFC 6335, 6).
  private static final int FIRST_CLIENT_PORT = 49_152;

  private static final int CLIENT_PORTS = 65_536 - FIRST_CLIENT_PORT;

  /// A comment's octets are counted in two octets.
  private static final int LONGEST_COMMENT = 10_000;

  private static final String SECTION =
      "Written by Wirelab from its record of the wire. The octets that client and server sent, and"
          + " when, are as they passed; addresses, ports and all that TCP/IP adds are made up. What"
          + " passed inside TLS is shown decrypted, on the port of the protocol without TLS."
          + " Passwords are not masked.";

  private final Capture capture;
  private int connections;

  PcapngForm(Capture capture) {
    this.capture = capture;
  }

  void writeTo(OutputStream out) throws IOException {
    var blocks = new Blocks(out);
    blocks.sectionHeader(
        capture.forgotten() == 0
            ? SECTION
            : SECTION + " Connections forgotten before these: " + capture.forgotten() + ".");
    blocks.interfaceDescription("wirelab");
    if (!capture.recordings().isEmpty()) {
      var first = capture.recordings().getFirst();
      var packets = new ArrayList<TcpConnection.Passed>();
      for (var recording : capture.recordings()) {
        new Conversation(packets::add, recording, first).write();
      }
      // Conversations go on side by side; those of one moment stay in their order.
      packets.sort(Comparator.comparing(TcpConnection.Passed::time));
      for (var passed : packets) {
        blocks.packet(passed.time(), passed.packet().octets(), passed.inbound(), passed.comment());
      }
    }
  }

  static int port(Protocol protocol) {
    return switch (protocol) {
      case SMTP -> 25;
      case POP3 -> 110;
      case IMAP -> 143;
      case HTTP -> 80;
    };
  }

  /// One conversation, on its way into the file.
  private final class Conversation {

    private final Consumer<TcpConnection.Passed> packets;
    private final Recording recording;
    private final Recording clock;
    private final Deque<Remark> remarks;
    private StringJoiner comment = new StringJoiner("\n");
    private TcpConnection connection;
    private boolean tls;

    /// @param clock times are counted from its beginning: the lab's clock may stand still
    private Conversation(
        Consumer<TcpConnection.Passed> packets, Recording recording, Recording clock) {
      this.packets = packets;
      this.recording = recording;
      this.clock = clock;
      this.remarks = new ArrayDeque<>(recording.remarks());
    }

    private void write() {
      var segments = recording.segments();
      tls = !segments.isEmpty() && segments.getFirst().tls();
      open(recording.beganNanos(), tls ? ", inside TLS, decrypted" : "");
      segments(recording.beginning());
      for (var peer : Peer.values()) {
        connection.skip(peer, recording.omitted().by(peer));
      }
      if (recording.omitted().all() > 0) {
        comment.add(recording.omitted().all() + " octets before this are not on record");
      }
      segments(recording.end());
      if (recording.ended().isPresent()) {
        remarks.forEach(remark -> comment.add(remark.text()));
        connection.close(time(recording.ended().get()), comment());
      }
    }

    private void open(long nanos, String how) {
      int clientPort = FIRST_CLIENT_PORT + connections++ % CLIENT_PORTS;
      connection = new TcpConnection(packets, clientPort, port(recording.protocol()));
      connection.open(time(nanos), recording.protocol() + " " + recording.number() + how);
    }

    private void segments(List<Segment> segments) {
      for (var segment : segments) {
        if (segment.tls() && !tls) {
          // On the same one Wireshark would expect TLS itself from here on.
          tls = true;
          open(segment.nanos(), ", continued inside TLS, decrypted");
        }
        while (!remarks.isEmpty() && remarks.peek().nanos() <= segment.nanos()) {
          comment.add(remarks.remove().text());
        }
        connection.data(time(segment.nanos()), segment.from(), segment.octets(), comment());
      }
    }

    private Optional<String> comment() {
      var text = comment.toString();
      if (text.isEmpty()) {
        return Optional.empty();
      }
      comment = new StringJoiner("\n");
      return Optional.of(text.substring(0, Math.min(LONGEST_COMMENT, text.length())));
    }

    private Instant time(long nanos) {
      // The file's times begin in 1970, and a fixture's clock may stand in 1896.
      var began = clock.began().isBefore(Instant.EPOCH) ? Instant.EPOCH : clock.began();
      return began.plus(Duration.ofNanos(nanos - clock.beganNanos()));
    }
  }
}
