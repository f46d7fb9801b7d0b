package dev.wirelab.server.store;

/// There is no room for a message; with less mail in the lab there may be.
public final class StorageFullException extends Exception {

  private static final long serialVersionUID = 1L;

  StorageFullException() {
    super("The lab holds as much mail as it can");
  }
}
