package dev.wirelab.lab.exchange;

import dev.wirelab.lab.show.Visible;
import dev.wirelab.server.wire.Peer;

/// One line that passed.
///
/// @param number its place in the conversation, counted from 1
/// @param from who sent it
/// @param octets without what ends it; not to be changed
/// @param ending what ends it
/// @param meaning what it is
/// @param masked its text with a mask in place of every secret
/// @param tls whether it travelled encrypted
public record Line(
    int number,
    Peer from,
    byte[] octets,
    Ending ending,
    Meaning meaning,
    String masked,
    boolean tls) {

  /// Its text as it was sent.
  public String text() {
    return Visible.decode(octets);
  }

  /// Its text as it may be shown: secrets masked, nothing hidden.
  public String shown() {
    return Visible.line(masked);
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
