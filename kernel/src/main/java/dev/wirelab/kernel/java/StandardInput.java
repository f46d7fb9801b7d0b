package dev.wirelab.kernel.java;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wirelab.kernel.display.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// `System.in` as cells know it: who reads beyond what was typed asks the front end for a line, and
/// waits. A thread of no cell reads from where the JVM always did.
///
/// What a cell leaves of its line is not the next one's.
final class StandardInput extends InputStream {

  private final InputStream otherwise;
  private final ReentrantLock lock = new ReentrantLock();

  /// Guarded by the lock: the cell that was asked last, and what of its line was not read yet.
  private Screen asked;

  private byte[] line = {};
  private int position;

  StandardInput(InputStream otherwise) {
    this.otherwise = otherwise;
  }

  @Override
  public int read() throws IOException {
    byte[] octet = new byte[1];
    return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xFF;
  }

  @Override
  public int read(byte[] octets, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, octets.length);
    var screen = Screen.current();
    if (screen.isEmpty()) {
      return otherwise.read(octets, offset, length);
    }
    if (length == 0) {
      return 0;
    }
    try {
      lock.lockInterruptibly();
      try {
        return read(screen.get(), octets, offset, length);
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException e) {
      RunningCell.checkCurrent();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for input");
    }
  }

  private int read(Screen screen, byte[] octets, int offset, int length)
      throws InterruptedException {
    if (screen != asked || position == line.length) {
      var typed = Optional.ofNullable(screen.ask("", false));
      if (typed.isEmpty()) {
        return -1;
      }
      asked = screen;
      line = (typed.get() + "\n").getBytes(UTF_8);
      position = 0;
    }
    int count = Math.min(length, line.length - position);
    System.arraycopy(line, position, octets, offset, count);
    position += count;
    return count;
  }

  /// What can be read without asking.
  @Override
  public int available() throws IOException {
    var screen = Screen.current();
    if (screen.isEmpty()) {
      return otherwise.available();
    }
    lock.lock();
    try {
      return screen.get() == asked ? line.length - position : 0;
    } finally {
      lock.unlock();
    }
  }
}
