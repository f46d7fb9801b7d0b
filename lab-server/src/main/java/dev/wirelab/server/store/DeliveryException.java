package dev.wirelab.server.store;

/// A message could not be stored, for any of its recipients.
public final class DeliveryException extends Exception {

  private static final long serialVersionUID = 1L;

  DeliveryException(Throwable cause) {
    super("The message could not be stored: " + cause, cause);
  }
}
