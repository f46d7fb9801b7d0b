package dev.wirelab.lab.exchange;

import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;
import dev.wirelab.server.wire.Segment;
import java.util.ArrayList;
import java.util.List;

/// Cuts recorded octets into lines and gives each its meaning.
///
/// A line stands where its last octet passed. What has no end yet stands at the end, so nothing
/// that passed is missing.
public final class Exchange {

  private Exchange() {}

  /// The lines of one conversation.
  ///
  /// @param segments all of them, from the first
  public static List<Line> read(Protocol protocol, List<Segment> segments) {
    var reading = new Reading(protocol);
    var lines = new ArrayList<Line>();
    boolean tls = false;
    for (var segment : segments) {
      tls = segment.tls();
      for (byte octet : segment.octets()) {
        reading.add(segment.from(), octet, tls).ifPresent(lines::add);
      }
    }
    for (var peer : Peer.values()) {
      reading.rest(peer, tls).ifPresent(lines::add);
    }
    return List.copyOf(lines);
  }
}
