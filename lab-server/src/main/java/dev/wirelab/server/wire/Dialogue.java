package dev.wirelab.server.wire;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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

  private static final int MOST_REMARKS = 1_000;

  private final long number;
  private final Protocol protocol;
  private final Clock clock;
  private final Instant began;
  private final long beganNanos = System.nanoTime();
  private final Observer observer;
  private final Optional<Wire> wire;
  private final BoundedSegments segments;
  private final List<Remark> remarks = new ArrayList<>();
  private volatile long latest = beganNanos;
  private volatile boolean tls;
  private volatile int clientPort;
  private volatile boolean ended;
  private long endedNanos;
  private boolean stopped;

  /// @param clock what stamps the segments
  /// @param tls whether the connection begins encrypted
  public Dialogue(Protocol protocol, Clock clock, boolean tls) {
    this(0, protocol, clock, tls, CAPACITY, Observer.NOBODY, Optional.empty());
  }

  Dialogue(
      long number,
      Protocol protocol,
      Clock clock,
      boolean tls,
      int capacity,
      Observer observer,
      Optional<Wire> wire) {
    this.number = number;
    this.protocol = protocol;
    this.clock = clock;
    this.began = clock.instant();
    this.tls = tls;
    this.segments = new BoundedSegments(capacity);
    this.observer = observer;
    this.wire = wire;
  }

  /// Its place among those of its wire, counted from 1 in the order in which they began; 0 if it
  /// belongs to none. What is forgotten is counted.
  public long number() {
    return number;
  }

  public Protocol protocol() {
    return protocol;
  }

  /// The client's port, by which both ends' records of one connection are known to be of one; 0
  /// before there is a connection.
  public int clientPort() {
    return clientPort;
  }

  /// The connection is made.
  ///
  /// @param clientPort the client's
  public void connected(int clientPort) {
    this.clientPort = clientPort;
  }

  /// When it began, by the lab's clock.
  public Instant began() {
    return began;
  }

  /// When it began, by [System#nanoTime()].
  public long beganNanos() {
    return beganNanos;
  }

  /// What is on record now, for whoever wants to look at it from several sides.
  public synchronized Recording recording() {
    return new Recording(
        number,
        protocol,
        began,
        beganNanos,
        ended ? Optional.of(endedNanos) : Optional.empty(),
        segments.beginning(),
        segments.omitted(),
        segments.end(),
        List.copyOf(remarks));
  }

  /// The lines so far; one that has not ended is the last.
  public List<RecordedLine> lines() {
    return recording().lines();
  }

  /// The lines that one side has sent so far.
  public List<RecordedLine> lines(Peer from) {
    return recording().lines(from);
  }

  /// Which commands the client sent so far, and what came back to each.
  public List<Turn> turns() {
    return recording().turns();
  }

  /// How many octets one side has sent so far, those included that are left out of the record.
  public synchronized long octets(Peer from) {
    return segments.octets(from);
  }

  /// When something passed last, by [System#nanoTime()]; if nothing has, when it began.
  public long latest() {
    return latest;
  }

  /// All that has passed so far, in order; without what was [#omitted()].
  public synchronized List<Segment> segments() {
    var all = new ArrayList<>(segments.beginning());
    all.addAll(segments.end());
    return List.copyOf(all);
  }

  /// How many octets have been left out between beginning and end; 0 as a rule.
  public synchronized long omitted() {
    return segments.omitted().all();
  }

  /// What somebody has not read yet.
  ///
  /// @param omitted how many octets are missing between `before` and `after`
  record Passage(
      List<Segment> before,
      long omitted,
      List<Segment> after,
      List<Remark> remarks,
      boolean ended,
      long nextSegment,
      long nextOctet) {}

  /// What follows for somebody who has read so many segments, octets and remarks.
  synchronized Passage passage(long segments, long octets, int remarks) {
    return this.segments.after(
        segments,
        octets,
        List.copyOf(
            this.remarks.subList(Math.min(remarks, this.remarks.size()), this.remarks.size())),
        ended);
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
      if (first) {
        endedNanos = System.nanoTime();
      }
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
    long weight = keep(segment);
    if (wire.isPresent()) {
      wire.get().weighs(this, weight);
    }
    observer.passed(this, segment);
  }

  /// Forgets what it has and takes no more.
  synchronized void stopRecording() {
    stopped = true;
    remarks.clear();
    segments.stop();
  }

  /// @return the memory it takes now, in octets
  private synchronized long keep(Segment segment) {
    latest = segment.nanos();
    segments.add(segment);
    return segments.weight();
  }

  /// The memory it takes, in octets.
  synchronized long weight() {
    return segments.weight();
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
