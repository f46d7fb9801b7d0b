package dev.wirelab.kernel.display;

import java.util.Optional;

/// Where a cell's output appears, its text and what it displays, and where its questions are
/// answered. Safe for use by many threads.
///
/// A thread belongs to the screen of the cell that started it, and threads that it starts inherit
/// this; so output finds its cell even when the cell has ended. The threads of the JVM's common
/// pool (parallel streams, `CompletableFuture`) inherit nothing; they belong to the cell that began
/// last.
///
/// What a screen need not be able to do, it does as a sheet of paper would: it appends what should
/// change something, and answers no question.
public interface Screen {

  /// Shows a value between what was printed before and what is printed after.
  void display(Object value);

  /// The same, for a value that [#update] may replace later.
  ///
  /// @param id chosen by the caller, and unique in the notebook
  default void display(Object value, String id) {
    display(value);
  }

  /// Whether this is the id of what was displayed last; such a value need not be shown too.
  default boolean displayed(Object value) {
    return false;
  }

  /// Replaces what was displayed under this id, by whichever cell.
  default void update(String id, Object value) {
    display(value);
  }

  /// Removes what the cell has shown so far.
  ///
  /// @param wait only when something new is shown, so that nothing flickers
  default void clear(boolean wait) {}

  /// The forms in which it would show a value.
  default MimeBundle render(Object value) {
    return new Renderers().render(value);
  }

  /// Shows a value aside, in the front end's pager, once the cell has ended.
  default void page(Object value) {
    display(value);
  }

  /// Appends octets of UTF-8 text. May wait where a front end cannot follow.
  void print(Stream stream, byte[] octets, int offset, int length);

  /// Asks the person at the front end, and waits for the answer.
  ///
  /// @param hidden whether what is typed must not be seen
  /// @return a line without its end; null at the end of all input
  /// @throws StdinNotImplementedException if the front end cannot be asked
  /// @throws IllegalStateException if the cell has ended: nobody waits for its questions any more
  default String ask(String prompt, boolean hidden) throws InterruptedException {
    throw new StdinNotImplementedException();
  }

  /// The standard streams.
  enum Stream {
    STDOUT,
    STDERR
  }

  /// The screen of the cell that the current thread belongs to.
  static Optional<Screen> current() {
    return Optional.ofNullable(CurrentScreen.get());
  }

  /// The screen of the cell that began last: for what happens on a thread of no cell, or of one
  /// that is long over, and shall be seen where somebody looks.
  static Optional<Screen> front() {
    return Optional.ofNullable(CurrentScreen.inFront);
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
