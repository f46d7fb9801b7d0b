package dev.wirelab.lab.exchange;

import dev.wirelab.server.wire.Peer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/// How a line of a conversation is written where there is only text.
enum Form {
  /// As a reader reads it, its end not shown.
  SPOKEN,
  /// Octet by octet, what is no ASCII letter escaped as in Java and Python, its end included.
  RAW,
  /// As a hex dump: the place among its sender's octets, sixteen octets a row, and their ASCII.
  HEX;

  private static final int ROW = 16;

  private static final String HIDDEN = "**";

  static String raw(Line line, boolean secrets) {
    var text = new StringBuilder();
    byte[] octets = line.octets();
    for (int i = 0; i < octets.length; i++) {
      if (secrets || !line.secret().has(i)) {
        escape(text, octets[i] & 0xff);
      } else if (i == line.secret().begin()) {
        text.append(HIDDEN.repeat(4));
      }
    }
    return text.append(line.ending() == Ending.CRLF ? "\\r\\n" : "")
        .append(line.ending() == Ending.LF ? "\\n" : "")
        .toString();
  }

  private static void escape(StringBuilder text, int octet) {
    switch (octet) {
      case '\\' -> text.append("\\\\");
      case '\t' -> text.append("\\t");
      case '\r' -> text.append("\\r");
      default -> text.append(isAscii(octet) ? "" + (char) octet : "\\x%02x".formatted(octet));
    }
  }

  private static boolean isAscii(int octet) {
    return octet >= ' ' && octet <= '~';
  }

  /// Where each line begins among its sender's octets, counted from the first line that is shown.
  static Map<Line, Integer> offsets(Iterable<Line> lines) {
    var sent = new EnumMap<Peer, Integer>(Peer.class);
    var offsets = new HashMap<Line, Integer>();
    for (var line : lines) {
      int offset = sent.getOrDefault(line.from(), 0);
      offsets.put(line, offset);
      sent.put(line.from(), offset + line.size());
    }
    return offsets;
  }

  static String hex(Line line, int offset, boolean secrets) {
    var rows = new StringBuilder();
    for (int from = 0; from < line.size(); from += ROW) {
      var hex = new StringBuilder();
      var ascii = new StringBuilder();
      for (int i = from; i < Math.min(from + ROW, line.size()); i++) {
        boolean hidden = !secrets && line.secret().has(i);
        int octet = octet(line, i);
        hex.append(i == from + ROW / 2 ? "  " : " ");
        hex.append(hidden ? HIDDEN : "%02x".formatted(octet));
        ascii.append(hidden ? '*' : isAscii(octet) ? (char) octet : '.');
      }
      rows.append(from == 0 ? "" : "\n")
          .append(line.from() == Peer.CLIENT ? "C: " : "S: ")
          .append("%08x %-49s  |%s|".formatted(offset + from, hex, ascii));
    }
    return rows.toString();
  }

  private static int octet(Line line, int position) {
    byte[] octets = line.octets();
    if (position < octets.length) {
      return octets[position] & 0xff;
    }
    return line.ending() == Ending.CRLF && position == octets.length ? '\r' : '\n';
  }
}
