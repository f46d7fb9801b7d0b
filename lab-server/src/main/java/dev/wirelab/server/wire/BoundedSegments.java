package dev.wirelab.server.wire;

import dev.wirelab.server.wire.Dialogue.Passage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The segments of one dialogue as far as there is room for them: beginning and end, half of the
/// room each, and how many octets were left out between them. For one thread at a time.
final class BoundedSegments {

  /// What a segment takes beyond its octets, roughly: a client that sends octet by octet pays for
  /// it.
  private static final int OVERHEAD = 80;

  private final int half;
  private final List<Segment> beginning = new ArrayList<>();
  private final Deque<Segment> end = new ArrayDeque<>();
  private final long[] omitted = new long[Peer.values().length];
  private final long[] octets = new long[Peer.values().length];
  private long beginningWeight;
  private long endWeight;
  private long endOctets;
  private long droppedSegments;
  private boolean stopped;

  /// @param capacity the room, in octets of memory
  BoundedSegments(int capacity) {
    this.half = capacity / 2;
  }

  List<Segment> beginning() {
    return List.copyOf(beginning);
  }

  List<Segment> end() {
    return List.copyOf(end);
  }

  /// What is missing between beginning and end.
  Recording.Omitted omitted() {
    return new Recording.Omitted(omitted[Peer.CLIENT.ordinal()], omitted[Peer.SERVER.ordinal()]);
  }

  /// How many octets one side has sent, those included that are left out.
  long octets(Peer from) {
    return octets[from.ordinal()];
  }

  /// The memory they take, in octets.
  long weight() {
    return beginningWeight + endWeight;
  }

  void add(Segment segment) {
    int weight = weight(segment);
    int length = segment.octets().length;
    int from = segment.from().ordinal();
    octets[from] += length;
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
  }

  /// Forgets what it has and takes no more; it only counts.
  void stop() {
    stopped = true;
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

  /// What follows for somebody who has read so many segments and octets.
  Passage after(long segments, long read, List<Remark> remarks, boolean ended) {
    long total = octets[Peer.CLIENT.ordinal()] + octets[Peer.SERVER.ordinal()];
    long endSegment = beginning.size() + droppedSegments;
    var before =
        segments < beginning.size()
            ? List.copyOf(beginning.subList((int) segments, beginning.size()))
            : List.<Segment>of();
    long known = read + before.stream().mapToLong(segment -> segment.octets().length).sum();
    return new Passage(
        before,
        Math.max(0, total - endOctets - known),
        end.stream().skip(Math.max(0, segments - endSegment)).toList(),
        remarks,
        ended,
        Math.max(segments, endSegment + end.size()),
        total);
  }

  private static int weight(Segment segment) {
    return segment.octets().length + OVERHEAD;
  }
}
