package dev.wirelab.lab.exchange;

import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Recording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Cuts recorded octets into lines and gives each its meaning.
///
/// A line stands where its last octet passed. What has no end yet stands at the end, so nothing
/// that passed is missing.
public final class Exchange {

  private Exchange() {}

  /// The lines of one conversation.
  public static List<Line> read(Recording recording) {
    var transcription = new Transcription(recording.protocol());
    var lines = new ArrayList<Line>();
    var stamp = new Stamp(Duration.ZERO, false);
    for (var segment : recording.segments()) {
      stamp = Stamp.of(segment, recording.beganNanos());
      for (byte octet : segment.octets()) {
        transcription.add(segment.from(), octet, stamp).ifPresent(lines::add);
      }
    }
    for (var peer : Peer.values()) {
      transcription.rest(peer, stamp).ifPresent(lines::add);
    }
    return List.copyOf(lines);
  }
}
