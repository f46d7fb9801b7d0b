package dev.wirelab.server.wire.capture;

import java.nio.ByteBuffer;

/// One TCP segment in one IPv4 packet (RFC 9293, 3.1; RFC 791, 3.1), between two ports of the
/// loopback address.
///
/// @param identification tells the sender's packets apart
/// @param sequence the number of its first octet
/// @param acknowledgment the number of the octet that is expected next
record TcpPacket(
    int identification,
    int sourcePort,
    int destinationPort,
    int sequence,
    int acknowledgment,
    int flags,
    byte[] data) {

  static final int FIN = 0x01;
  static final int SYN = 0x02;
  static final int PSH = 0x08;
  static final int ACK = 0x10;

  /// What fits into a packet: 65,535 octets without the two headers.
  static final int MOST_DATA = 65_535 - 40;

  private static final int HEADER = 20;
  private static final int TCP = 6;
  private static final int TIME_TO_LIVE = 64;
  private static final int DONT_FRAGMENT = 0x4000;
  private static final int WINDOW = 65_535;
  private static final int LOOPBACK = 0x7f000001;

  byte[] octets() {
    int length = 2 * HEADER + data.length;
    var packet = ByteBuffer.allocate(length);
    packet.put((byte) 0x45).put((byte) 0).putShort((short) length);
    packet.putShort((short) identification).putShort((short) DONT_FRAGMENT);
    packet.put((byte) TIME_TO_LIVE).put((byte) TCP).putShort((short) 0);
    packet.putInt(LOOPBACK).putInt(LOOPBACK);
    packet.putShort((short) sourcePort).putShort((short) destinationPort);
    packet.putInt(sequence).putInt((flags & ACK) == 0 ? 0 : acknowledgment);
    packet.put((byte) (HEADER / 4 << 4)).put((byte) flags).putShort((short) WINDOW);
    packet.putShort((short) 0).putShort((short) 0).put(data);

    packet.putShort(10, checksum(packet, 0, HEADER, 0));
    // The pseudo-header (RFC 9293, 3.1): both addresses, the protocol, the length.
    long pseudo = 2L * ((LOOPBACK >>> 16) + (LOOPBACK & 0xffff)) + TCP + HEADER + data.length;
    packet.putShort(HEADER + 16, checksum(packet, HEADER, length, pseudo));
    return packet.array();
  }

  /// The internet checksum (RFC 1071).
  private static short checksum(ByteBuffer packet, int from, int to, long begin) {
    long sum = begin;
    int i = from;
    for (; i + 1 < to; i += 2) {
      sum += packet.getShort(i) & 0xffff;
    }
    if (i < to) {
      sum += (packet.get(i) & 0xff) << 8;
    }
    while (sum >> 16 != 0) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return (short) ~sum;
  }
}
