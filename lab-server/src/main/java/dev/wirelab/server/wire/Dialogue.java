package dev.wirelab.server.wire;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The record of one connection, from greeting to goodbye: every octet with its sender and time.
///
/// Either end may keep it: the server at the sockets it accepts, a helper at the sockets it opens.
/// Safe for use by several threads; it can be read while the conversation goes on.
public final class Dialogue {

  private final Protocol protocol;
  private final Clock clock;
  private final List<Segment> segments = new ArrayList<>();
  private volatile boolean tls;

  /// @param clock what stamps the segments
  /// @param tls whether the connection begins encrypted
  public Dialogue(Protocol protocol, Clock clock, boolean tls) {
    this.protocol = protocol;
    this.clock = clock;
    this.tls = tls;
  }

  public Protocol protocol() {
    return protocol;
  }

  /// All that has passed so far, in order.
  public synchronized List<Segment> segments() {
    return List.copyOf(segments);
  }

  /// From here on the connection is encrypted (STARTTLS, STLS).
  public void startTls() {
    tls = true;
  }

  /// Writes down octets that have passed; they are copied.
  public synchronized void record(Peer from, byte[] octets, int offset, int length) {
    segments.add(
        new Segment(
            from,
            Arrays.copyOfRange(octets, offset, offset + length),
            clock.instant(),
            System.nanoTime(),
            tls));
  }

  /// A stream that reads what `from` sends, and writes it down.
  public InputStream recording(InputStream in, Peer from) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] octets, int offset, int length) throws IOException {
        int count = in.read(octets, offset, length);
        if (count > 0) {
          record(from, octets, offset, count);
        }
        return count;
      }
    };
  }

  /// A stream that writes what `from` sends, and writes it down first: a reply that the other end
  /// has seen is in the record.
  public OutputStream recording(OutputStream out, Peer from) {
    return new FilterOutputStream(out) {
      @Override
      public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
      }

      @Override
      public void write(byte[] octets, int offset, int length) throws IOException {
        record(from, octets, offset, length);
        out.write(octets, offset, length);
      }
    };
  }
}
