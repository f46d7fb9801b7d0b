package dev.wirelab.server.wire;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
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

  private final long number;
  private final Protocol protocol;
  private final Clock clock;
  private final Instant began;
  private final long beganNanos = System.nanoTime();
  private final Observer observer;
  private final ObjLongConsumer<Dialogue> scales;
  private final int half;
  private final List<Remark> remarks = new ArrayList<>();
  private final List<Segment> beginning = new ArrayList<>();
  private final Deque<Segment> end = new ArrayDeque<>();
  private long beginningWeight;
  private long endWeight;
  private long endOctets;
  private long droppedSegments;
  private final long[] omitted = new long[Peer.values().length];
  private final long[] octets = new long[Peer.values().length];
  private volatile long latest = beganNanos;
  private volatile boolean tls;
  private volatile int clientPort;
  private volatile boolean ended;
  private long endedNanos;
  private boolean stopped;

  /// @param clock what stamps the segments
  /// @param tls whether the connection begins encrypted
  public Dialogue(Protocol protocol, Clock clock, boolean tls) {
    this(0, protocol, clock, tls, CAPACITY, Observer.NOBODY, (dialogue, octets) -> {});
  }

  Dialogue(
      long number,
      Protocol protocol,
      Clock clock,
      boolean tls,
      int capacity,
      Observer observer,
      ObjLongConsumer<Dialogue> scales) {
    this.number = number;
    this.protocol = protocol;
    this.clock = clock;
    this.began = clock.instant();
    this.tls = tls;
    this.half = capacity / 2;
    this.observer = observer;
    this.scales = scales;
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
        List.copyOf(beginning),
        new Recording.Omitted(omitted[Peer.CLIENT.ordinal()], omitted[Peer.SERVER.ordinal()]),
        List.copyOf(end),
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
    return octets[from.ordinal()];
  }

  /// When something passed last, by [System#nanoTime()]; if nothing has, when it began.
  public long latest() {
    return latest;
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
    return omittedOctets();
  }

  private long omittedOctets() {
    return omitted[Peer.CLIENT.ordinal()] + omitted[Peer.SERVER.ordinal()];
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
    long total = this.octets[0] + this.octets[1];
    long endSegment = beginning.size() + droppedSegments;
    var before =
        segments < beginning.size()
            ? List.copyOf(beginning.subList((int) segments, beginning.size()))
            : List.<Segment>of();
    long read = octets + before.stream().mapToLong(segment -> segment.octets().length).sum();
    long missing = Math.max(0, total - endOctets - read);
    var after = end.stream().skip(Math.max(0, segments - endSegment)).toList();
    return new Passage(
        before,
        missing,
        after,
        List.copyOf(
            this.remarks.subList(Math.min(remarks, this.remarks.size()), this.remarks.size())),
        ended,
        Math.max(segments, endSegment + end.size()),
        total);
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
    scales.accept(this, keep(segment));
    observer.passed(this, segment);
  }

  /// Forgets what it has and takes no more.
  synchronized void stopRecording() {
    stopped = true;
    remarks.clear();
    beginning.clear();
    end.clear();
    for (var peer : Peer.values()) {
      omitted[peer.ordinal()] = octets[peer.ordinal()];
    }
    beginningWeight = 0;
    endWeight = 0;
    endOctets = 0;
    droppedSegments = 0;
  }

  /// @return the memory it takes now, in octets
  private synchronized long keep(Segment segment) {
    int weight = weight(segment);
    int length = segment.octets().length;
    int from = segment.from().ordinal();
    octets[from] += length;
    latest = segment.nanos();
    if (stopped) {
      omitted[from] += length;
    } else if (end.isEmpty() && beginningWeight + weight <= half) {
      beginning.add(segment);
      beginningWeight += weight;
    } else {
      end.add(segment);
      endWeight += weight;
      endOctets += length;
      while (endWeight > half && end.size() > 1) {
        var left = end.remove();
        endWeight -= weight(left);
        endOctets -= left.octets().length;
        droppedSegments++;
        omitted[left.from().ordinal()] += left.octets().length;
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
