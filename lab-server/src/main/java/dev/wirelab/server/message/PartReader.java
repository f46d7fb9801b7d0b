package dev.wirelab.server.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/// Finds the parts of a message in one pass over its lines. What stands inside too many others, or
/// behind too many, is left as it is, so that a message that means ill keeps nobody busy.
final class PartReader {

  private static final int DEEPEST = 50;
  private static final int MOST_PARTS = 10_000;
  private static final String TOKEN = "[!#$%&'*+.0-9A-Z^_`a-z{|}~-]+";
  private static final Part.Type PLAIN =
      new Part.Type("TEXT", "PLAIN", Collections.emptyNavigableMap(), false);
  private static final Part.Type MESSAGE =
      new Part.Type("MESSAGE", "RFC822", Collections.emptyNavigableMap(), false);

  private final byte[] octets;
  private final Deque<byte[]> boundaries = new ArrayDeque<>();
  private int line;
  private int parts;

  PartReader(byte[] octets) {
    this.octets = octets;
  }

  Part message() {
    return part(0, PLAIN);
  }

  /// Where a boundary stands that is awaited (RFC 2046, 5.1.1).
  ///
  /// @param outer how many others are awaited inside of it; none, if it is the innermost's
  /// @param last whether it says that no further part follows
  private record Delimiter(int outer, boolean last) {}

  /// Reads from the current line up to a delimiter or the end, which are left there.
  private Part part(int depth, Part.Type otherwise) {
    int begin = line;
    parts++;
    while (line < octets.length
        && delimiter() == null
        && HeaderSection.goesOn(octets, line, line == begin)) {
      line = HeaderSection.nextLine(octets, line);
    }
    int fieldsEnd = line;
    int body = fieldsEnd;
    if (line < octets.length && delimiter() == null) {
      body = HeaderSection.endingAt(octets, fieldsEnd).body();
      line = body;
    }
    var header = Header.of(octets, begin, fieldsEnd);
    var type = type(header, otherwise);
    var inside = inside(type, depth);
    if (inside.isEmpty() && (type.type().equals("MULTIPART") || type.is("MESSAGE", "RFC822"))) {
      // Too deep, or a multipart of which nobody knows where its parts begin (RFC 2045, 5.2).
      type = PLAIN;
    }
    toDelimiter();
    return new Part(
        octets, begin, fieldsEnd, body, Math.max(body, bodyEnd(body)), header, type, inside);
  }

  private List<Part> inside(Part.Type type, int depth) {
    if (depth == DEEPEST) {
      return List.of();
    }
    if (type.is("MESSAGE", "RFC822")) {
      return List.of(part(depth + 1, PLAIN));
    }
    var boundary = boundary(type);
    if (!type.type().equals("MULTIPART") || boundary.isEmpty()) {
      return List.of();
    }
    boundaries.push(boundary.getBytes(StandardCharsets.ISO_8859_1));
    try {
      return parts(depth, type.subtype().equals("DIGEST") ? MESSAGE : PLAIN);
    } finally {
      boundaries.pop();
    }
  }

  private List<Part> parts(int depth, Part.Type otherwise) {
    var found = new ArrayList<Part>();
    toDelimiter();
    for (var next = delimiter();
        next != null && next.outer() == 0 && !next.last() && parts < MOST_PARTS;
        next = delimiter()) {
      line = HeaderSection.nextLine(octets, line);
      found.add(part(depth + 1, otherwise));
    }
    return List.copyOf(found);
  }

  private static String boundary(Part.Type type) {
    return type.parameters().entrySet().stream()
        .filter(parameter -> parameter.getKey().equalsIgnoreCase("boundary"))
        .map(parameter -> parameter.getValue().stripTrailing())
        .findFirst()
        .orElse("");
  }

  private void toDelimiter() {
    while (line < octets.length && delimiter() == null) {
      line = HeaderSection.nextLine(octets, line);
    }
  }

  /// The line end before a delimiter is not the body's.
  private int bodyEnd(int body) {
    if (line == octets.length && delimiter() == null) {
      return line;
    }
    int end = line;
    if (end > body && octets[end - 1] == '\n') {
      end--;
      if (end > body && octets[end - 1] == '\r') {
        end--;
      }
    }
    return end;
  }

  /// What stands at the current line, if it is a delimiter.
  private Delimiter delimiter() {
    if (line + 2 > octets.length || octets[line] != '-' || octets[line + 1] != '-') {
      return null;
    }
    int outer = 0;
    for (var boundary : boundaries) {
      int behind = line + 2 + boundary.length;
      if (behind <= octets.length
          && Arrays.equals(octets, line + 2, behind, boundary, 0, boundary.length)) {
        boolean last =
            behind + 2 <= octets.length && octets[behind] == '-' && octets[behind + 1] == '-';
        if (isBlankToLineEnd(last ? behind + 2 : behind)) {
          return new Delimiter(outer, last);
        }
      }
      outer++;
    }
    return null;
  }

  private boolean isBlankToLineEnd(int at) {
    int i = at;
    while (i < octets.length && (octets[i] == ' ' || octets[i] == '\t' || octets[i] == '\r')) {
      i++;
    }
    return i == octets.length || octets[i] == '\n';
  }

  private static Part.Type type(Header header, Part.Type otherwise) {
    var field = header.first("Content-Type");
    if (field.isEmpty()) {
      return otherwise;
    }
    var said = Parameterized.parse(field.get());
    var names = said.value().replaceAll("\\s+", "").split("/", -1);
    if (names.length != 2 || !names[0].matches(TOKEN) || !names[1].matches(TOKEN)) {
      return PLAIN;
    }
    return new Part.Type(
        names[0].toUpperCase(Locale.ROOT),
        names[1].toUpperCase(Locale.ROOT),
        new LinkedHashMap<>(said.parameters()),
        true);
  }
}
