package dev.wirelab.server.imap.syntax;

/// A command is not written as the grammar has it (RFC 3501, 9). The message says what is wrong and
/// where, and shows nothing of what was sent.
public final class SyntaxException extends Exception {

  private static final long serialVersionUID = 1L;

  public SyntaxException(String message) {
    super(message, null, false, false);
  }
}
