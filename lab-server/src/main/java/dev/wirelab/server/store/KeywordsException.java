package dev.wirelab.server.store;

/// More keywords than a folder keeps apart.
public final class KeywordsException extends Exception {

  private static final long serialVersionUID = 1L;

  KeywordsException(int most) {
    super("A folder has at most " + most + " different keywords");
  }
}
