package dev.wirelab.server.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a client sent where a line was expected.
public sealed interface Line {

  /// How much of an endless line is read before the client is given up.
  int ENDLESS = 1024 * 1024;

  /// The octets that most lines do with.
  int USUAL = 512;

  /// A line as it should be.
  ///
  /// @param text without its CR LF; each character stands for one octet (ISO 8859-1)
  record Text(String text) implements Line {}

  /// What is no line as it should be.
  sealed interface Fault extends Line {}

  /// A line of more octets than allowed. All of it has been read, none of it kept.
  record TooLong() implements Fault {}

  /// A line with a carriage return or a line feed of its own (RFC 5321, 2.3.8). It has been read up
  /// to the line feed, so that somebody who ends every line that way is answered too.
  ///
  /// @param what "CR" or "LF"
  record Bare(String what) implements Fault {}

  /// No line but a megabyte without an end; there is no use in reading on.
  record Endless() implements Fault {}

  /// The client has closed its end. A line that it had begun is not a line.
  record End() implements Line {}

  /// Reads the next one; waits for it.
  ///
  /// @param most the octets allowed, CR LF included
  static Line read(Incoming in, int most) throws IOException {
    // Many clients wait at once, with nothing to say.
    var octets = new byte[Math.min(most, USUAL)];
    int count = 0;
    boolean bareReturn = false;
    while (count < ENDLESS) {
      int octet = in.read();
      if (octet < 0) {
        return new End();
      }
      if (octet == '\n') {
        return new Bare("LF");
      }
      if (octet == '\r') {
        if (in.peek() == '\n') {
          in.read();
          if (bareReturn) {
            return new Bare("CR");
          }
          return count > most - 2
              ? new TooLong()
              : new Text(new String(octets, 0, count, StandardCharsets.ISO_8859_1));
        }
        bareReturn = true;
      }
      if (count < most) {
        if (count == octets.length) {
          octets = Arrays.copyOf(octets, Math.min(most, 2 * count));
        }
        octets[count] = (byte) octet;
      }
      count++;
    }
    return new Endless();
  }
}
