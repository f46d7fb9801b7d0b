package dev.wirelab.kernel.java;

/// Stands in for the end of the JVM when a cell calls `System.exit`: the cell ends, the kernel and
/// the variables stay.
public final class ExitRefused extends Error {
  private static final long serialVersionUID = 1;

  private ExitRefused(int status) {
    super(
        "System.exit(%d) would end the kernel with all its variables, so only this cell was ended; to end the kernel, use Kernel > Shut Down"
            .formatted(status));
  }

  /// What `Runtime.exit` and `Runtime.halt` became.
  public static void exit(Runtime runtime, int status) {
    throw new ExitRefused(status);
  }

  /// What `System.exit` became.
  public static void exit(int status) {
    throw new ExitRefused(status);
  }
}
