package dev.wirelab.server.store;

/// The folder has been deleted while somebody had it open.
public final class FolderClosedException extends Exception {

  private static final long serialVersionUID = 1L;

  FolderClosedException() {
    super("The folder has been deleted");
  }
}
