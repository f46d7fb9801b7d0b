package dev.wirelab.lab.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wirelab.lab.show.Visible;
import dev.wirelab.server.wire.Mask;
import dev.wirelab.server.wire.Peer;
import java.time.Duration;

/// One line that passed.
///
/// @param number its place in the conversation, counted from 1
/// @param from who sent it
/// @param time when its last octet passed, since the connection began
/// @param octets without what ends it; not to be changed
/// @param ending what ends it
/// @param meaning what it is
/// @param secret which of its octets nobody else should read
/// @param tls whether it travelled encrypted
public record Line(
    int number,
    Peer from,
    Duration time,
    byte[] octets,
    Ending ending,
    Meaning meaning,
    Secret secret,
    boolean tls) {

  /// The octets of a line from `begin` to just before `end`.
  public record Secret(int begin, int end) {

    static final Secret NONE = new Secret(0, 0);

    /// What of a line the mask has hidden.
    static Secret of(String line, String masked) {
      if (line.equals(masked)) {
        return NONE;
      }
      // What stands behind a secret is never a mask itself; what stands before it may look like
      // one.
      int begin = masked.lastIndexOf(Mask.HIDDEN);
      int behind = masked.length() - begin - Mask.HIDDEN.length();
      return new Secret(begin, line.length() - behind);
    }

    /// Whether it has that octet.
    public boolean has(int position) {
      return position >= begin && position < end;
    }

    boolean isNothing() {
      return begin == end;
    }
  }

  /// Its text as it was sent.
  public String text() {
    return Visible.decode(octets);
  }

  /// Its text as it may be shown: secrets masked, nothing hidden.
  public String shown() {
    if (secret.isNothing()) {
      return unmasked();
    }
    var line = new String(octets, ISO_8859_1);
    var masked = line.substring(0, secret.begin()) + Mask.HIDDEN + line.substring(secret.end());
    return Visible.line(Visible.decode(masked.getBytes(ISO_8859_1)));
  }

  /// Its text with its secrets, and nothing hidden.
  public String unmasked() {
    return Visible.line(text());
  }

  /// Octets on the wire, with what ends the line.
  public int size() {
    return octets.length + ending.octets();
  }
}
