package dev.wirelab.kernel.java;

/// The code of a cell reached for what is sealed while marks are given.
public final class SealedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SealedException(String what) {
    super(message(what));
  }

  static String message(String what) {
    return "'%s' is out of reach while marks are given".formatted(what);
  }

  /// What the weaver puts before such a call.
  public static void refuse(String what) {
    throw new SealedException(what);
  }
}
