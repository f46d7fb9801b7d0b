package dev.wirelab.server.wire;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.ObjLongConsumer;

/// The record of one connection, from greeting to goodbye: every octet with its sender and time.
///
/// Either end may keep it: the server at the sockets it accepts, a helper at the sockets it opens.
/// Safe for use by several threads; it can be read while the conversation goes on.
///
/// It takes a bounded amount of memory. Of a conversation that outgrows it, the beginning and the
/// end are kept, half of the room each, and [#omitted()] counts the octets left out between them.
public final class Dialogue {

  /// What one dialogue keeps at most, in octets of memory.
  static final int CAPACITY = 4 * 1024 * 1024;

  /// What a segment takes beyond its octets, roughly: a client that sends octet by octet pays for
  /// it.
  private static final int OVERHEAD = 80;

  private static final int MOST_REMARKS = 1_000;

  private final Protocol protocol;
  private final Clock clock;
  private final Observer observer;
  private final ObjLongConsumer<Dialogue> scales;
  private final int half;
  private final List<Remark> remarks = new ArrayList<>();
  private final List<Segment> beginning = new ArrayList<>();
  private final Deque<Segment> end = new ArrayDeque<>();
  private long beginningWeight;
  private long endWeight;
  private long omitted;
  private volatile boolean tls;
  private volatile boolean ended;
  private boolean stopped;

  /// @param clock what stamps the segments
  /// @param tls whether the connection begins encrypted
  public Dialogue(Protocol protocol, Clock clock, boolean tls) {
    this(protocol, clock, tls, CAPACITY, Observer.NOBODY, (dialogue, octets) -> {});
  }

  Dialogue(
      Protocol protocol,
      Clock clock,
      boolean tls,
      int capacity,
      Observer observer,
      ObjLongConsumer<Dialogue> scales) {
    this.protocol = protocol;
    this.clock = clock;
    this.tls = tls;
    this.half = capacity / 2;
    this.observer = observer;
    this.scales = scales;
  }

  public Protocol protocol() {
    return protocol;
  }

  /// All that has passed so far, in order; without what was [#omitted()].
  public synchronized List<Segment> segments() {
    var all = new ArrayList<Segment>(beginning.size() + end.size());
    all.addAll(beginning);
    all.addAll(end);
    return List.copyOf(all);
  }

  /// How many octets have been left out between beginning and end; 0 as a rule.
  public synchronized long omitted() {
    return omitted;
  }

  /// From here on the connection is encrypted: from its beginning, or after STARTTLS or STLS.
  public void startTls() {
    tls = true;
  }

  /// Whether the connection is encrypted by now.
  public boolean tls() {
    return tls;
  }

  /// Writes down what the octets do not show, in a sentence.
  public void remark(String sentence) {
    var remark = new Remark(sentence, clock.instant(), System.nanoTime());
    synchronized (this) {
      if (!stopped && remarks.size() < MOST_REMARKS) {
        remarks.add(remark);
      }
    }
    observer.remarked(this, remark);
  }

  /// What was remarked so far, in order; the first thousand.
  public synchronized List<Remark> remarks() {
    return List.copyOf(remarks);
  }

  /// The connection is closed; nothing more will pass.
  public void end() {
    boolean first;
    synchronized (this) {
      first = !ended;
      ended = true;
    }
    if (first) {
      observer.ended(this);
    }
  }

  /// The server could not go on, through a fault of its own.
  public void fail(Throwable cause) {
    observer.failed(this, cause);
  }

  /// Whether the connection is closed.
  public boolean ended() {
    return ended;
  }

  /// Writes down octets that have passed; they are copied.
  public void record(Peer from, byte[] octets, int offset, int length) {
    var segment =
        new Segment(
            from,
            Arrays.copyOfRange(octets, offset, offset + length),
            clock.instant(),
            System.nanoTime(),
            tls);
    scales.accept(this, keep(segment));
    observer.passed(this, segment);
  }

  /// Forgets what it has and takes no more.
  synchronized void stopRecording() {
    stopped = true;
    remarks.clear();
    beginning.clear();
    end.clear();
    beginningWeight = 0;
    endWeight = 0;
  }

  /// @return the memory it takes now, in octets
  private synchronized long keep(Segment segment) {
    int weight = weight(segment);
    if (stopped) {
      omitted += segment.octets().length;
    } else if (end.isEmpty() && beginningWeight + weight <= half) {
      beginning.add(segment);
      beginningWeight += weight;
    } else {
      end.add(segment);
      endWeight += weight;
      while (endWeight > half && end.size() > 1) {
        var left = end.remove();
        endWeight -= weight(left);
        omitted += left.octets().length;
      }
    }
    return weight();
  }

  /// The memory it takes, in octets.
  synchronized long weight() {
    return beginningWeight + endWeight;
  }

  private static int weight(Segment segment) {
    return segment.octets().length + OVERHEAD;
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
