package dev.wirelab.kernel.display;

import java.util.Optional;

/// Where a cell's output appears: its text, and what it displays. Safe for use by many threads.
///
/// A thread belongs to the screen of the cell that started it, and threads that it starts inherit
/// this; so output finds its cell even when the cell has ended. The threads of the JVM's common
/// pool (parallel streams, `CompletableFuture`) inherit nothing; they belong to the cell that began
/// last.
public interface Screen {

  /// Shows a value between what was printed before and what is printed after.
  void display(Object value);

  /// Appends octets of UTF-8 text. May wait where a front end cannot follow.
  void print(Stream stream, byte[] octets, int offset, int length);

  /// The standard streams.
  enum Stream {
    STDOUT,
    STDERR
  }

  /// The screen of the cell that the current thread belongs to.
  static Optional<Screen> current() {
    return Optional.ofNullable(CurrentScreen.get());
  }

  /// A cell begins.
  static void inFront(Screen screen) {
    CurrentScreen.inFront = screen;
  }

  /// Runs something whose output, and that of the threads it starts, goes to `screen`.
  static void with(Screen screen, Runnable body) {
    var before = CurrentScreen.OF_THREAD.get();
    CurrentScreen.OF_THREAD.set(screen);
    try {
      body.run();
    } finally {
      CurrentScreen.OF_THREAD.set(before);
    }
  }
}
