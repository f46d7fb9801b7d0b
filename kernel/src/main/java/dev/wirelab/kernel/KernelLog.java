package dev.wirelab.kernel;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/// Where the kernel speaks of itself: the stderr of its process, which a notebook server keeps in
/// its own log. Never `System.err`, which belongs to the cells.
///
/// @param out where lines go
public record KernelLog(PrintStream out) {

  /// Something went wrong and the kernel goes on.
  public void warn(String what) {
    out.println(LocalTime.now().truncatedTo(ChronoUnit.MILLIS) + " wirelab kernel: " + what);
  }

  /// Something went wrong inside the kernel: a bug, of which the trace is wanted.
  public void warn(String what, Throwable cause) {
    synchronized (out) {
      warn(what + ": " + cause);
      cause.printStackTrace(out);
    }
  }
}
