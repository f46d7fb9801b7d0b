package dev.wirelab.server.imap;

import dev.wirelab.server.message.Part;
import dev.wirelab.server.store.Message;
import java.lang.ref.SoftReference;
import java.util.Optional;

/// A message taken apart, as long as there is memory to remember it.
record OpenedMessage(Message message, SoftReference<Part> part) {

  static final OpenedMessage NONE = new OpenedMessage(null, new SoftReference<>(null));

  /// Its parts, if it is this message and they are remembered.
  Optional<Part> partOf(Message wanted) {
    return wanted == message ? Optional.ofNullable(part.get()) : Optional.empty();
  }
}
