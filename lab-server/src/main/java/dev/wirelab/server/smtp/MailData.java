package dev.wirelab.server.smtp;

import dev.wirelab.server.net.Incoming;
import dev.wirelab.server.net.Room;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// What came after DATA (RFC 5321, 4.1.1.4 and 4.5.2), or after BDAT (RFC 3030, 2).
sealed interface MailData {

  /// The text, all of it, each line with its CR LF, without the dots that were stuffed in; after
  /// BDAT a chunk of it as it came.
  record Text(byte[] octets) implements MailData {}

  /// More than is taken. It has been read to its end, none of it kept.
  record TooBig() implements MailData {}

  /// More than there is room for while others send as well. It has been read to its end, none of it
  /// kept.
  record NoRoom() implements MailData {}

  /// Text in which a CR or LF stands alone, which must not be (RFC 5321, 2.3.8). It has been read
  /// to its end, none of it kept.
  record BareLineEnd() implements MailData {}

  /// A lone dot between line ends that are none: it may be meant as the end or not, and whether
  /// commands follow or text cannot be known. Others have smuggled mail that way.
  record DoubtfulEnd() implements MailData {}

  /// The client closed its end before all of it was there: there is no message.
  record Dropped() implements MailData {}

  /// Reads up to the lone dot. Lines may be of any length, as RFC 5321 (4.5.3.1) asks of whoever
  /// can do without a limit; the 1,000 octets of 4.5.3.1.6 are what everybody must be able to take.
  ///
  /// @param most the octets allowed
  /// @param share the room to keep them in, to be given back when they are stored
  static MailData read(Incoming in, int most, Room.Share share) throws IOException {
    return new Reader(in, most, share).read();
  }

  /// Reads as many octets as BDAT announced, whatever they are.
  ///
  /// @param kept how many have been kept of the same text before
  /// @param most the octets allowed, all together
  static MailData readChunk(Incoming in, long octets, int kept, int most, Room.Share share)
      throws IOException {
    if (octets > most - kept) {
      return skip(in, octets) ? new TooBig() : new Dropped();
    }
    if (!share.has(kept + octets)) {
      return skip(in, octets) ? new NoRoom() : new Dropped();
    }
    var chunk = new byte[(int) octets];
    for (int i = 0; i < chunk.length; i++) {
      int octet = in.read();
      if (octet < 0) {
        return new Dropped();
      }
      chunk[i] = (byte) octet;
    }
    return new Text(chunk);
  }

  /// Reads what a BDAT that cannot be carried out has announced, and keeps none of it: it comes all
  /// the same (RFC 3030, 2).
  ///
  /// @return whether all of it came
  static boolean skip(Incoming in, long octets) throws IOException {
    for (long i = 0; i < octets; i++) {
      if (in.read() < 0) {
        return false;
      }
    }
    return true;
  }

  /// Whether a CR or LF stands alone in it (RFC 5321, 2.3.8).
  static boolean hasBareLineEnd(byte[] text) {
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')
          || text[i] == '\r' && (i + 1 == text.length || text[i + 1] != '\n')) {
        return true;
      }
    }
    return false;
  }

  /// The states of one reading.
  final class Reader {

    private static final int END = -1;

    private final Incoming in;
    private final int most;
    private ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Room.Share share;
    private MailData refused;

    private Reader(Incoming in, int most, Room.Share share) {
      this.in = in;
      this.most = most;
      this.share = share;
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
          refuse(new BareLineEnd());
          in.read();
          // LF, dot, and then LF or CR LF.
          if (in.peek() == '\n' || in.peek() == '\r') {
            return LineEnd.DOUBTFUL;
          }
        } else if (octet == '\n' || octet == '\r') {
          refuse(new BareLineEnd());
        } else {
          keep(octet);
        }
      }
      return LineEnd.DROPPED;
    }

    private void refuse(MailData why) {
      refused = why;
      kept = new ByteArrayOutputStream();
    }

    private void keep(int octet) {
      if (refused != null) {
        return;
      }
      if (kept.size() == most) {
        refuse(new TooBig());
      } else if (!share.has(kept.size() + 1)) {
        refuse(new NoRoom());
      } else {
        kept.write(octet);
      }
    }

    private MailData text() {
      return refused == null ? new Text(kept.toByteArray()) : refused;
    }
  }
}
