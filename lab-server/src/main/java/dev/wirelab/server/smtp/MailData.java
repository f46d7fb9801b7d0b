package dev.wirelab.server.smtp;

import dev.wirelab.server.net.Incoming;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// What came after DATA (RFC 5321, 4.1.1.4 and 4.5.2).
sealed interface MailData {

  /// The text, all of it, each line with its CR LF, without the dots that were stuffed in.
  record Text(byte[] octets) implements MailData {}

  /// More than is taken. It has been read to its end, none of it kept.
  record TooBig() implements MailData {}

  /// Text in which a CR or LF stands alone, which must not be (RFC 5321, 2.3.8). It has been read
  /// to its end, none of it kept.
  record BareLineEnd() implements MailData {}

  /// A lone dot between line ends that are none: it may be meant as the end or not, and whether
  /// commands follow or text cannot be known. Others have smuggled mail that way.
  record DoubtfulEnd() implements MailData {}

  /// The client closed its end before the lone dot: there is no message.
  record Dropped() implements MailData {}

  /// Reads up to the lone dot. Lines may be of any length, as RFC 5321 (4.5.3.1) asks of whoever
  /// can do without a limit; the 1,000 octets of 4.5.3.1.6 are what everybody must be able to take.
  ///
  /// @param most the octets allowed
  static MailData read(Incoming in, int most) throws IOException {
    return new Reader(in, most).read();
  }

  /// The states of one reading.
  final class Reader {

    private static final int END = -1;

    private final Incoming in;
    private final int most;
    private ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean tooBig;
    private boolean bare;

    private Reader(Incoming in, int most) {
      this.in = in;
      this.most = most;
    }

    private MailData read() throws IOException {
      while (true) {
        int octet = in.read();
        if (octet == '.') {
          octet = in.read();
          if (octet == '\r' && in.peek() == '\n') {
            in.read();
            return text();
          }
          if (octet == '\n') {
            return new DoubtfulEnd();
          }
        }
        switch (restOfLine(octet)) {
          case CR_LF -> {
            keep('\r');
            keep('\n');
          }
          case DROPPED -> {
            return new Dropped();
          }
          case DOUBTFUL -> {
            return new DoubtfulEnd();
          }
        }
      }
    }

    private enum LineEnd {
      CR_LF,
      DROPPED,
      DOUBTFUL
    }

    private LineEnd restOfLine(int first) throws IOException {
      for (int octet = first; octet != END; octet = in.read()) {
        if (octet == '\r' && in.peek() == '\n') {
          in.read();
          return LineEnd.CR_LF;
        }
        if (octet == '\n' && in.peek() == '.') {
          refuse();
          in.read();
          // LF, dot, and then LF or CR LF.
          if (in.peek() == '\n' || in.peek() == '\r') {
            return LineEnd.DOUBTFUL;
          }
        } else if (octet == '\n' || octet == '\r') {
          refuse();
        } else {
          keep(octet);
        }
      }
      return LineEnd.DROPPED;
    }

    private void refuse() {
      bare = true;
      kept = new ByteArrayOutputStream();
    }

    private void keep(int octet) {
      if (bare || tooBig) {
        return;
      }
      if (kept.size() == most) {
        tooBig = true;
        kept = new ByteArrayOutputStream();
      } else {
        kept.write(octet);
      }
    }

    private MailData text() {
      if (bare) {
        return new BareLineEnd();
      }
      return tooBig ? new TooBig() : new Text(kept.toByteArray());
    }
  }
}
