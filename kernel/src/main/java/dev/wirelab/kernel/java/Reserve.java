package dev.wirelab.kernel.java;

/// Memory kept back for the kernel itself. A cell that fills the heap with what its variables hold
/// leaves no room to tell of it, nor to compile the `= null` that would help.
final class Reserve {

  private static final int MOST = 16 << 20;
  private static final int SHARE = 16;

  private volatile byte[] memory;

  /// Keeps memory back, again if it was used up; does without where there is too little.
  void fill() {
    if (memory == null) {
      try {
        memory = new byte[(int) Math.min(MOST, Runtime.getRuntime().maxMemory() / SHARE)];
      } catch (OutOfMemoryError e) {
        // The next cell tries again.
      }
    }
  }

  /// Sets the memory free, at once and without needing any.
  void use() {
    memory = null;
  }
}
