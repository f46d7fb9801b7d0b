package dev.wirelab.kernel.java;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wirelab.kernel.display.Screen;
import java.io.OutputStream;
import java.io.PrintStream;

/// A stream on which an interrupted cell prints no more: a flood may come from the JDK's own loops,
/// `forEach(System.out::println)`, which have no checks.
///
/// The check comes before the characters. Thrown from below, out of the octets' stream, it would
/// leave them in this stream's buffer, for the next cell to print. A line goes out as one.
final class CellPrintStream extends PrintStream {

  CellPrintStream(OutputStream out) {
    super(out, false, UTF_8);
  }

  /// All cells share it, and to close a writer around it is good manners.
  @Override
  public void close() {
    flush();
  }

  @Override
  public void print(String value) {
    check();
    super.print(value);
  }

  @Override
  public void print(boolean value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(char value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(int value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(long value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(float value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(double value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(char[] value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(Object value) {
    print(String.valueOf(value));
  }

  @Override
  public void println() {
    print(System.lineSeparator());
  }

  @Override
  public void println(boolean value) {
    print(value + System.lineSeparator());
  }

  @Override
  public void println(char value) {
    print(value + System.lineSeparator());
  }

  @Override
  public void println(int value) {
    print(value + System.lineSeparator());
  }

  @Override
  public void println(long value) {
    print(value + System.lineSeparator());
  }

  @Override
  public void println(float value) {
    print(value + System.lineSeparator());
  }

  @Override
  public void println(double value) {
    print(value + System.lineSeparator());
  }

  @Override
  public void println(String value) {
    print(value + System.lineSeparator());
  }

  @Override
  public void println(Object value) {
    print(value + System.lineSeparator());
  }

  @Override
  public void println(char[] value) {
    println(String.valueOf(value));
  }

  /// Threads of no cell print on.
  private static void check() {
    if (Screen.current().isPresent()) {
      RunningCell.checkPrinting();
    }
  }
}
