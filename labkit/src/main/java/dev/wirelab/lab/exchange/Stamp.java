package dev.wirelab.lab.exchange;

import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Segment;
import java.time.Duration;

/// When octets passed, and how.
///
/// @param time since the connection began
/// @param tls whether they travelled encrypted
public record Stamp(Duration time, boolean tls) {

  /// What passes at this moment.
  public static Stamp now(Dialogue dialogue) {
    return new Stamp(since(dialogue.beganNanos(), System.nanoTime()), dialogue.tls());
  }

  /// What has passed.
  ///
  /// @param beganNanos when the connection began, by [System#nanoTime()]
  public static Stamp of(Segment segment, long beganNanos) {
    return new Stamp(since(beganNanos, segment.nanos()), segment.tls());
  }

  private static Duration since(long began, long nanos) {
    return Duration.ofNanos(nanos - began);
  }
}
