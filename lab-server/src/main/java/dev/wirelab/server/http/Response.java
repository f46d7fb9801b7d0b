package dev.wirelab.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the server answers (RFC 9110, 15). The fields that frame it are added when it is sent.
///
/// @param fields in the order in which they are sent
record Response(Status status, List<Fields.Field> fields, Optional<Content> content) {

  Response {
    fields = List.copyOf(fields);
  }

  static Response of(Status status) {
    return new Response(status, List.of(), Optional.empty());
  }

  static Response of(Status status, Content content) {
    return new Response(status, List.of(), Optional.of(content));
  }

  /// An error with a sentence for whoever reads along.
  static Response error(Status status, String why) {
    return of(status, Content.text(status + "\n" + why + "\n"));
  }

  /// The same with one more field.
  Response with(String name, String value) {
    var more = new ArrayList<>(fields);
    more.add(new Fields.Field(name, value));
    return new Response(status, more, content);
  }

  /// The same fields without the content.
  Response as(Status other) {
    return new Response(other, fields, Optional.empty());
  }
}
