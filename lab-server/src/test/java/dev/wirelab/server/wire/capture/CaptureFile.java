package dev.wirelab.server.wire.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A pcapng file read back, octet by octet, with a look at all that can be wrong with it.
record CaptureFile(String comment, int linkType, List<Packet> packets) {

  /// A TCP segment.
  record Packet(
      long nanos,
      int source,
      int destination,
      int sequence,
      int acknowledgment,
      int flags,
      String data,
      String comment,
      int direction) {

    boolean has(int flag) {
      return (flags & flag) != 0;
    }
  }

  static CaptureFile read(byte[] file) {
    var in = ByteBuffer.wrap(file);
    var comment = "";
    int linkType = -1;
    var packets = new ArrayList<Packet>();
    for (int number = 0; in.hasRemaining(); number++) {
      int type = in.getInt();
      int length = in.getInt();
      assertThat(length % 4).isZero();
      var body = in.slice(in.position(), length - 12);
      in.position(in.position() + length - 12);
      assertThat(in.getInt()).as("the length at the block's end").isEqualTo(length);
      switch (type) {
        case 0x0A0D0D0A -> {
          assertThat(number).isZero();
          assertThat(body.getInt()).isEqualTo(0x1A2B3C4D);
          assertThat(body.getShort()).isEqualTo((short) 1);
          assertThat(body.getShort()).isZero();
          assertThat(body.getLong()).isEqualTo(-1);
          comment = new String(options(body).get(1), UTF_8);
        }
        case 1 -> {
          assertThat(number).isEqualTo(1);
          linkType = body.getShort();
          assertThat(body.getShort()).isZero();
          assertThat(body.getInt()).isZero();
          assertThat(options(body).get(9)).containsExactly(9);
        }
        case 6 -> packets.add(packet(body));
        default -> throw new AssertionError("a block of type " + type);
      }
    }
    return new CaptureFile(comment, linkType, packets);
  }

  private static Map<Integer, byte[]> options(ByteBuffer body) {
    var options = new TreeMap<Integer, byte[]>();
    while (body.hasRemaining()) {
      int code = body.getShort();
      var value = new byte[body.getShort() & 0xffff];
      body.get(value);
      body.position(body.position() + (-value.length & 3));
      if (code == 0) {
        assertThat(body.hasRemaining()).isFalse();
      } else {
        options.put(code, value);
      }
    }
    return options;
  }

  private static Packet packet(ByteBuffer body) {
    assertThat(body.getInt()).as("interface").isZero();
    long nanos = body.getLong();
    int captured = body.getInt();
    assertThat(body.getInt()).as("original length").isEqualTo(captured);
    var ip = body.slice(body.position(), captured);
    body.position(body.position() + captured + (-captured & 3));
    var options = options(body);

    assertThat(ip.get()).as("IPv4, 20 octets").isEqualTo((byte) 0x45);
    assertThat(ip.getShort(2) & 0xffff).as("total length").isEqualTo(captured);
    assertThat(ip.get(9)).as("TCP").isEqualTo((byte) 6);
    assertThat(sum(ip, 0, 20)).as("the IP checksum").isEqualTo(0xffff);
    assertThat(ip.get(32)).as("a TCP header of 20 octets").isEqualTo((byte) 0x50);
    var pseudo = ByteBuffer.allocate(12 + captured - 20);
    pseudo.put(ip.slice(12, 8)).put((byte) 0).put((byte) 6).putShort((short) (captured - 20));
    pseudo.put(ip.slice(20, captured - 20));
    assertThat(sum(pseudo, 0, pseudo.capacity())).as("the TCP checksum").isEqualTo(0xffff);

    var data = new byte[captured - 40];
    ip.get(40, data);
    return new Packet(
        nanos,
        ip.getShort(20) & 0xffff,
        ip.getShort(22) & 0xffff,
        ip.getInt(24),
        ip.getInt(28),
        ip.get(33),
        new String(data, ISO_8859_1),
        new String(options.getOrDefault(1, new byte[0]), UTF_8),
        ByteBuffer.wrap(options.get(2)).getInt());
  }

  private static int sum(ByteBuffer octets, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += (i - from) % 2 == 0 ? (octets.get(i) & 0xff) << 8 : octets.get(i) & 0xff;
    }
    while (sum >> 16 != 0) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return (int) sum;
  }

  /// What one side of a connection sent, put together by sequence numbers, which must leave no gap.
  String stream(int source, int destination) {
    var stream = new StringBuilder();
    for (var packet : packets) {
      if (packet.source() == source
          && packet.destination() == destination
          && !packet.data().isEmpty()) {
        assertThat(packet.sequence()).isEqualTo(stream.length() + 1);
        stream.append(packet.data());
      }
    }
    return stream.toString();
  }
}
