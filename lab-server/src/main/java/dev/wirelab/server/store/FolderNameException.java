package dev.wirelab.server.store;

/// A folder cannot be made, deleted or called so. The message says why, as one sentence.
public final class FolderNameException extends Exception {

  private static final long serialVersionUID = 1L;

  /// What is in the way.
  public enum Reason {
    /// There is none of that name.
    NONEXISTENT,
    /// There is one of that name already.
    EXISTS,
    /// It cannot be, whatever is there.
    IMPOSSIBLE,
    /// There are too many.
    TOO_MANY
  }

  private final Reason reason;

  FolderNameException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
