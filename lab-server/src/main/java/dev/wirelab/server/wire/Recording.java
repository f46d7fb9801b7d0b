package dev.wirelab.server.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is on record of a connection at one moment. It does not change any more, though the
/// connection may go on.
///
/// @param number the connection's place among those of its wire, from 1; 0 if it belongs to none
/// @param began when it began, by the lab's clock
/// @param beganNanos when it began, by [System#nanoTime()]
/// @param ended when it ended, by [System#nanoTime()]; nothing if it goes on
/// @param beginning the first segments
/// @param omitted what the client sent, and then the server, between beginning and end
/// @param end the latest segments, if some between are left out or nearly so
/// @param remarks in order
public record Recording(
    long number,
    Protocol protocol,
    Instant began,
    long beganNanos,
    Optional<Long> ended,
    List<Segment> beginning,
    Omitted omitted,
    List<Segment> end,
    List<Remark> remarks) {

  /// Octets that are left out.
  public record Omitted(long client, long server) {

    public long all() {
      return client + server;
    }

    public long by(Peer peer) {
      return peer == Peer.CLIENT ? client : server;
    }
  }

  /// The segments that are there, in order.
  public List<Segment> segments() {
    var all = new ArrayList<Segment>(beginning.size() + end.size());
    all.addAll(beginning);
    all.addAll(end);
    return List.copyOf(all);
  }

  /// The lines that are there, in the order in which they ended; those last that have not.
  public List<RecordedLine> lines() {
    var reader = new Lines();
    var lines = new ArrayList<RecordedLine>();
    beginning.forEach(segment -> lines.addAll(reader.add(segment)));
    if (omitted.all() > 0) {
      lines.addAll(reader.rest());
    }
    end.forEach(segment -> lines.addAll(reader.add(segment)));
    lines.addAll(reader.rest());
    return List.copyOf(lines);
  }

  /// The lines of one side.
  public List<RecordedLine> lines(Peer from) {
    return lines().stream().filter(line -> line.from() == from).toList();
  }

  /// Who said what, and what came back.
  public List<Turn> turns() {
    var turns = new ArrayList<Turn>();
    var client = new ArrayList<RecordedLine>();
    var server = new ArrayList<RecordedLine>();
    for (var line : lines()) {
      if (line.from() == Peer.CLIENT && !server.isEmpty()) {
        turns.add(new Turn(List.copyOf(client), List.copyOf(server)));
        client.clear();
        server.clear();
      }
      (line.from() == Peer.CLIENT ? client : server).add(line);
    }
    if (!client.isEmpty() || !server.isEmpty()) {
      turns.add(new Turn(List.copyOf(client), List.copyOf(server)));
    }
    return List.copyOf(turns);
  }

  /// How many octets one side has sent, those included that are left out.
  public long octets(Peer from) {
    return omitted.by(from)
        + segments().stream()
            .filter(segment -> segment.from() == from)
            .mapToLong(segment -> segment.octets().length)
            .sum();
  }

  /// What [System#nanoTime()] said, as a time that goes on from the lab's clock: that may stand
  /// still.
  public Instant time(long nanos) {
    return began.plus(Duration.ofNanos(nanos - beganNanos));
  }
}
