package dev.wirelab.server;

/// A fixture that cannot be used; the message names the file, the line and what to do.
public final class FixtureException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  FixtureException(String message) {
    super(message);
  }

  FixtureException(String message, Throwable cause) {
    super(message, cause);
  }
}
