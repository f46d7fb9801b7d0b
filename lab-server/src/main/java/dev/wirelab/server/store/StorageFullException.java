package dev.wirelab.server.store;

/// There is no room for a message; with less mail in the lab, or in the mailbox, there may be.
public final class StorageFullException extends Exception {

  private static final long serialVersionUID = 1L;

  StorageFullException() {
    this("The lab holds as much mail as it can");
  }

  private StorageFullException(String message) {
    super(message);
  }

  static StorageFullException ofMailbox() {
    return new StorageFullException("The mailbox holds as much mail as it can");
  }
}
