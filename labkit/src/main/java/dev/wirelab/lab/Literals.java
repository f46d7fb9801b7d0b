package dev.wirelab.lab;

import dev.wirelab.lab.exchange.Line;
import dev.wirelab.lab.show.Visible;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Takes a response of IMAP apart into text and literals, by the octets that are announced (RFC
/// 3501, 4.3).
final class Literals {

  private static final Pattern ANNOUNCED = Pattern.compile("\\{([0-9]{1,9})}\r\n");

  private Literals() {}

  static ImapReply.Data read(String kind, List<Line> lines) {
    var octets =
        lines.stream()
            .map(line -> latin1(line.octets()) + lineEnd(line))
            .collect(Collectors.joining());
    var literals = new ArrayList<String>();
    var marker = ANNOUNCED.matcher(octets);
    int from = 0;
    while (marker.find(from)) {
      int end = (int) Math.min(octets.length(), marker.end() + Long.parseLong(marker.group(1)));
      literals.add(decoded(octets.substring(marker.end(), end)));
      from = end;
    }
    var text = octets.endsWith("\r\n") ? octets.substring(0, octets.length() - 2) : octets;
    return new ImapReply.Data(
        kind, decoded(text.startsWith("* ") ? text.substring(2) : text), literals);
  }

  private static String lineEnd(Line line) {
    return switch (line.ending()) {
      case CRLF -> "\r\n";
      case LF -> "\n";
      case NONE -> "";
    };
  }

  private static String latin1(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  private static String decoded(String octets) {
    return Visible.decode(octets.getBytes(StandardCharsets.ISO_8859_1));
  }
}
