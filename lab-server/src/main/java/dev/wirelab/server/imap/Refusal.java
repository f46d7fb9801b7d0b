package dev.wirelab.server.imap;

import dev.wirelab.server.store.FolderNameException;
import dev.wirelab.server.store.StorageFullException;

/// A command that is not carried out, and the words that say why: BAD if it is not a command as it
/// should be or not one for this moment, NO if it is and cannot be done (RFC 3501, 7.1).
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final String status;
  private final String text;

  private Refusal(String status, String text) {
    super(status + " " + text, null, false, false);
    this.status = status;
    this.text = text;
  }

  static Refusal bad(String text) {
    return new Refusal("BAD", text);
  }

  static Refusal no(String text) {
    return new Refusal("NO", text);
  }

  /// @param code what programs understand, without its brackets (RFC 5530)
  static Refusal no(String code, String text) {
    return new Refusal("NO", "[" + code + "] " + text);
  }

  static Refusal of(FolderNameException cause) {
    return switch (cause.reason()) {
      case NONEXISTENT -> no("NONEXISTENT", cause.getMessage());
      case EXISTS -> no("ALREADYEXISTS", cause.getMessage());
      case IMPOSSIBLE -> no("CANNOT", cause.getMessage());
      case TOO_MANY -> no("LIMIT", cause.getMessage());
    };
  }

  static Refusal of(StorageFullException cause) {
    return no("OVERQUOTA", cause.getMessage() + "; nothing has been stored");
  }

  String status() {
    return status;
  }

  /// The code, if there is one, and the words.
  String text() {
    return text;
  }
}
