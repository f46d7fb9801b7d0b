package dev.wirelab.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/// The path of a target taken apart (RFC 3986, 3.3). The query is not asked for here.
final class Path {

  private Path() {}

  /// Its segments, decoded; a slash at the end is no segment.
  ///
  /// @throws Refusal if it is none
  static List<String> of(String target) throws Refusal {
    int query = target.indexOf('?');
    var path = query < 0 ? target : target.substring(0, query);
    if (!path.startsWith("/") || path.contains("#")) {
      throw Refusal.of(Status.BAD_REQUEST, "A target is a path, like /mailboxes (RFC 9112, 3.2).");
    }
    var segments = new ArrayList<String>();
    for (var segment : path.substring(1).split("/")) {
      segments.add(decoded(segment));
    }
    return path.equals("/") ? List.of() : List.copyOf(segments);
  }

  private static String decoded(String segment) throws Refusal {
    var octets = new ByteArrayOutputStream();
    for (int i = 0; i < segment.length(); i++) {
      if (segment.charAt(i) != '%') {
        octets.write(segment.charAt(i));
      } else if (segment.substring(i + 1).matches("(?s)[0-9A-Fa-f]{2}.*")) {
        octets.write(Integer.parseInt(segment.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        throw Refusal.of(
            Status.BAD_REQUEST, "After % stand two hexadecimal digits (RFC 3986, 2.1).");
      }
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      throw Refusal.of(Status.BAD_REQUEST, "A path is in UTF-8 (RFC 3986, 2.5).");
    }
  }
}
