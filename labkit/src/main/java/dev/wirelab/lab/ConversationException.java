package dev.wirelab.lab;

/// A conversation that could not go on: nobody answered, too slowly, or not in the protocol. The
/// message says what was awaited and what can be done. The conversation is closed; its transcript
/// stays.
public final class ConversationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ConversationException(String message, Throwable cause) {
    super(message, cause);
  }
}
