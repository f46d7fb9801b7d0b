package dev.wirelab.kernel.protocol;

/// Frames that are not a message of the Jupyter protocol, or not one that a holder of the key
/// signed. The message says what was wrong and repeats nothing of the content.
public final class MalformedMessageException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedMessageException(String message) {
    super(message);
  }
}
