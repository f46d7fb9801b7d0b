package dev.wirelab.kernel.java;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wirelab.kernel.display.Screen;
import java.io.OutputStream;
import java.io.PrintStream;

/// A stream on which an interrupted cell prints no more: a flood may come from the JDK's own loops,
/// `forEach(System.out::println)`, which have no checks.
///
/// The check comes before the characters. Thrown from below, out of the octets' stream, it would
/// leave them in this stream's buffer, for the next cell to print.
final class CellPrintStream extends PrintStream {

  CellPrintStream(OutputStream out) {
    super(out, false, UTF_8);
  }

  @Override
  public void print(boolean value) {
    check();
    super.print(value);
  }

  @Override
  public void print(char value) {
    check();
    super.print(value);
  }

  @Override
  public void print(int value) {
    check();
    super.print(value);
  }

  @Override
  public void print(long value) {
    check();
    super.print(value);
  }

  @Override
  public void print(float value) {
    check();
    super.print(value);
  }

  @Override
  public void print(double value) {
    check();
    super.print(value);
  }

  @Override
  public void print(char[] value) {
    check();
    super.print(value);
  }

  @Override
  public void print(String value) {
    check();
    super.print(value);
  }

  @Override
  public void print(Object value) {
    check();
    super.print(value);
  }

  /// Threads of no cell print on.
  private static void check() {
    if (Screen.current().isPresent()) {
      RunningCell.checkPrinting();
    }
  }
}
