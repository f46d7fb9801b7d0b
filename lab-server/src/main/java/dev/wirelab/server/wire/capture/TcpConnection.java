package dev.wirelab.server.wire.capture;

import dev.wirelab.server.wire.Peer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/// A TCP connection as it might have been (RFC 9293, 3.5 and 3.6): a handshake, segments, each
/// acknowledged at once, and the end. Both sides count from 0, so that sequence numbers are
/// positions.
final class TcpConnection {

  /// A packet, and when it passed.
  ///
  /// @param inbound whether the server receives it
  record Passed(Instant time, TcpPacket packet, boolean inbound, Optional<String> comment) {}

  private final Consumer<Passed> packets;
  private final int clientPort;
  private final int serverPort;

  /// What each side sends next.
  private final int[] next = new int[Peer.values().length];

  private final int[] sent = new int[Peer.values().length];

  /// @param packets who gets the packets, in order
  TcpConnection(Consumer<Passed> packets, int clientPort, int serverPort) {
    this.packets = packets;
    this.clientPort = clientPort;
    this.serverPort = serverPort;
  }

  void open(Instant time, String comment) {
    send(time, Peer.CLIENT, TcpPacket.SYN, new byte[0], Optional.of(comment));
    send(time, Peer.SERVER, TcpPacket.SYN | TcpPacket.ACK, new byte[0], Optional.empty());
    acknowledge(time, Peer.CLIENT);
  }

  void data(Instant time, Peer from, byte[] octets, Optional<String> comment) {
    var said = comment;
    for (int begin = 0; begin < octets.length; begin += TcpPacket.MOST_DATA) {
      int end = Math.min(octets.length, begin + TcpPacket.MOST_DATA);
      boolean all = end - begin == octets.length;
      var data = all ? octets : Arrays.copyOfRange(octets, begin, end);
      send(time, from, TcpPacket.PSH | TcpPacket.ACK, data, said);
      acknowledge(time, other(from));
      said = Optional.empty();
    }
  }

  /// Octets that passed and are not at hand: Wireshark says that they were not captured.
  void skip(Peer from, long octets) {
    next[from.ordinal()] += (int) octets;
  }

  void close(Instant time, Optional<String> comment) {
    send(time, Peer.SERVER, TcpPacket.FIN | TcpPacket.ACK, new byte[0], comment);
    acknowledge(time, Peer.CLIENT);
    send(time, Peer.CLIENT, TcpPacket.FIN | TcpPacket.ACK, new byte[0], Optional.empty());
    acknowledge(time, Peer.SERVER);
  }

  private void acknowledge(Instant time, Peer from) {
    send(time, from, TcpPacket.ACK, new byte[0], Optional.empty());
  }

  private void send(Instant time, Peer from, int flags, byte[] data, Optional<String> comment) {
    boolean client = from == Peer.CLIENT;
    int me = from.ordinal();
    var packet =
        new TcpPacket(
            ++sent[me],
            client ? clientPort : serverPort,
            client ? serverPort : clientPort,
            next[me],
            next[other(from).ordinal()],
            flags,
            data);
    packets.accept(new Passed(time, packet, client, comment));
    // SYN and FIN count like an octet (RFC 9293, 3.4).
    next[me] += data.length + ((flags & (TcpPacket.SYN | TcpPacket.FIN)) == 0 ? 0 : 1);
  }

  private static Peer other(Peer peer) {
    return peer == Peer.CLIENT ? Peer.SERVER : Peer.CLIENT;
  }
}
