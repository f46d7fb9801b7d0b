package dev.wirelab.server.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;

/// A line that has passed, in the order in which lines came to their ends.
///
/// @param from who sent it
/// @param octets as they passed, with the line's end if it has come; secrets included; not copied,
///   so not to be changed
/// @param cut how many octets of it, before its end, are left out here; 0 unless somebody wanted
///   short lines
/// @param time when it ended, by the lab's clock
/// @param nanos when it ended, by [System#nanoTime()]
/// @param tls whether it travelled encrypted
public record RecordedLine(
    Peer from, byte[] octets, long cut, Instant time, long nanos, boolean tls) {

  /// Without its line end; each character stands for one octet.
  public String text() {
    int end = octets.length;
    if (isEnded()) {
      end -= crLf() ? 2 : 1;
    }
    return new String(octets, 0, end, ISO_8859_1);
  }

  /// Whether LF ends it, with CR or without; if not, something broke off.
  public boolean isEnded() {
    return octets.length > 0 && octets[octets.length - 1] == '\n';
  }

  /// Whether CR LF ends it, as the protocols want it.
  public boolean crLf() {
    return isEnded() && octets.length > 1 && octets[octets.length - 2] == '\r';
  }

  /// How many octets it has, its end included.
  public long length() {
    return octets.length + cut;
  }
}
