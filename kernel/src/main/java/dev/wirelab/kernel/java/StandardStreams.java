package dev.wirelab.kernel.java;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wirelab.kernel.display.Screen;
import java.io.OutputStream;
import java.io.PrintStream;

/// `System.out`, `System.err` and `System.in` as cells know them: each thread prints under its own
/// cell, and asks for it. A thread of no cell prints and reads where the JVM always did.
public final class StandardStreams {

  private StandardStreams() {}

  /// Replaces the streams of this JVM, and what it says of threads that fail.
  ///
  /// @return the `System.err` of before
  public static PrintStream install() {
    var before = System.err;
    System.setOut(stream(Screen.Stream.STDOUT, System.out));
    System.setErr(stream(Screen.Stream.STDERR, before));
    System.setIn(new StandardInput(System.in));
    Thread.setDefaultUncaughtExceptionHandler(RunningCell::died);
    // For IO.readln, which would go by the locale of the process.
    System.setProperty("stdin.encoding", UTF_8.name());
    return before;
  }

  private static PrintStream stream(Screen.Stream stream, PrintStream otherwise) {
    return new CellPrintStream(
        new OutputStream() {
          @Override
          public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
          }

          @Override
          public void write(byte[] octets, int offset, int length) {
            Screen.current()
                .ifPresentOrElse(
                    screen -> screen.print(stream, octets, offset, length),
                    () -> otherwise.write(octets, offset, length));
          }

          @Override
          public void flush() {
            otherwise.flush();
          }
        });
  }
}
