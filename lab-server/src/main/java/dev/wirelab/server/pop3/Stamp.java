package dev.wirelab.server.pop3;

import java.util.Optional;
import java.util.regex.Pattern;

/// What the greeting has for APOP, `<process.clock@host>`; no two clients get the same (RFC 1939,
/// 7).
record Stamp(long process, long clock, String host) {

  private static final Pattern WRITTEN =
      Pattern.compile("<([0-9]{1,15})\\.([0-9]{1,15})@([A-Za-z0-9.-]+)>");

  /// Reads one, angle brackets included; nothing if it is none.
  static Optional<Stamp> parse(String text) {
    var written = WRITTEN.matcher(text);
    return written.matches()
        ? Optional.of(
            new Stamp(
                Long.parseLong(written.group(1)),
                Long.parseLong(written.group(2)),
                written.group(3)))
        : Optional.empty();
  }

  /// What it is when the clock has moved on.
  Stamp after(long ticks) {
    return new Stamp(process, clock + ticks, host);
  }

  /// As it stands in the greeting, which is what the digest is made of.
  @Override
  public String toString() {
    return "<" + process + "." + clock + "@" + host + ">";
  }
}
