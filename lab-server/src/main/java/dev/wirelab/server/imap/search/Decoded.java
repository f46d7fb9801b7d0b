package dev.wirelab.server.imap.search;

import dev.wirelab.server.message.Header;
import dev.wirelab.server.message.Part;
import dev.wirelab.server.message.ReadableText;

/// Where a text stands in a message, as a person reads it.
final class Decoded {

  private Decoded() {}

  static boolean headerHas(Header header, SearchText wanted) {
    return header.fields().stream()
        .anyMatch(field -> wanted.isIn(field.name() + ": " + ReadableText.field(field.value())));
  }

  /// Whether a text in it has this one: parts that are no text are not looked into.
  static boolean bodyHas(Part part, SearchText wanted) {
    if (part.message().isPresent()) {
      var message = part.message().get();
      return headerHas(message.header(), wanted) || bodyHas(message, wanted);
    }
    if (part.isMultipart()) {
      return part.inside().stream().anyMatch(inside -> bodyHas(inside, wanted));
    }
    return part.type().type().equals("TEXT") && wanted.isIn(ReadableText.body(part));
  }
}
