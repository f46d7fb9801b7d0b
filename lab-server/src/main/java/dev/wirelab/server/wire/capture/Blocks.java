package dev.wirelab.server.wire.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Optional;

/// The blocks of a pcapng file (draft-ietf-opsawg-pcapng, 4), big-endian, one interface.
final class Blocks {

  /// IPv4 or IPv6 packets without a frame around them: LINKTYPE_RAW.
  private static final int RAW_IP = 101;

  private static final int SECTION_HEADER = 0x0A0D0D0A;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int ENHANCED_PACKET = 6;
  private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;

  private static final int END_OF_OPTIONS = 0;
  private static final int COMMENT = 1;
  private static final int APPLICATION = 4;
  private static final int INTERFACE_NAME = 2;
  private static final int TIME_RESOLUTION = 9;
  private static final int PACKET_FLAGS = 2;

  private static final byte NANOSECONDS = 9;
  private static final long NANOS_A_SECOND = 1_000_000_000L;

  private final OutputStream out;

  Blocks(OutputStream out) {
    this.out = out;
  }

  void sectionHeader(String comment) throws IOException {
    var body = new Body();
    body.four(BYTE_ORDER_MAGIC).two(1).two(0).four(-1).four(-1);
    body.option(COMMENT, comment.getBytes(UTF_8));
    body.option(APPLICATION, "Wirelab".getBytes(UTF_8));
    body.option(END_OF_OPTIONS, new byte[0]);
    write(SECTION_HEADER, body);
  }

  void interfaceDescription(String name) throws IOException {
    var body = new Body();
    body.two(RAW_IP).two(0).four(0);
    body.option(INTERFACE_NAME, name.getBytes(UTF_8));
    body.option(TIME_RESOLUTION, new byte[] {NANOSECONDS});
    body.option(END_OF_OPTIONS, new byte[0]);
    write(INTERFACE_DESCRIPTION, body);
  }

  /// @param inbound whether the server receives it
  void packet(Instant time, byte[] packet, boolean inbound, Optional<String> comment)
      throws IOException {
    long stamp = time.getEpochSecond() * NANOS_A_SECOND + time.getNano();
    var body = new Body();
    body.four(0).four((int) (stamp >>> 32)).four((int) stamp);
    body.four(packet.length).four(packet.length).padded(packet);
    if (comment.isPresent()) {
      body.option(COMMENT, comment.get().getBytes(UTF_8));
    }
    body.option(PACKET_FLAGS, ByteBuffer.allocate(4).putInt(inbound ? 1 : 2).array());
    body.option(END_OF_OPTIONS, new byte[0]);
    write(ENHANCED_PACKET, body);
  }

  private void write(int type, Body body) throws IOException {
    int length = body.octets.size() + 12;
    var block = ByteBuffer.allocate(length).order(ByteOrder.BIG_ENDIAN);
    block.putInt(type).putInt(length).put(body.octets.toByteArray()).putInt(length);
    out.write(block.array());
  }

  /// What stands between a block's two lengths.
  private static final class Body {

    private static final int LONGEST_OPTION = 0xffff;

    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

    private Body two(int value) {
      octets.write(value >> 8);
      octets.write(value);
      return this;
    }

    private Body four(int value) {
      return two(value >>> 16).two(value);
    }

    /// Up to a multiple of four octets.
    private void padded(byte[] value) {
      octets.writeBytes(value);
      octets.writeBytes(new byte[-value.length & 3]);
    }

    private void option(int code, byte[] value) {
      if (value.length > LONGEST_OPTION) {
        throw new IllegalArgumentException("an option of " + value.length + " octets");
      }
      two(code).two(value.length).padded(value);
    }
  }
}
