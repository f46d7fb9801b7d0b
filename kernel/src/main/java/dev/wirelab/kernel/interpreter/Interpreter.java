package dev.wirelab.kernel.interpreter;

import dev.wirelab.kernel.display.MimeBundle;
import java.util.Optional;
import java.util.concurrent.Callable;

/// A language that runs cells.
///
/// [#start], [#execute], [#evaluate], [#call] and [#close] are called by one thread, the first and
/// the last of them once. The questions ([#complete], [#inspect], [#isComplete]) come from another
/// thread, also while a cell runs, and [#interrupt] from a third.
public interface Interpreter extends AutoCloseable {

  /// What `kernel_info_reply` says of the language. Must answer at once, started or not.
  LanguageInfo language();

  /// Warms up, after the sockets are bound and while the front end still settles.
  void start();

  /// Runs a cell to its end.
  Outcome execute(Cell cell);

  /// Evaluates an expression as a cell would, for a front end that wants to know a value; code that
  /// is none fails.
  Outcome evaluate(Cell cell);

  /// Runs code of an extension as if it were a cell's: where an interrupt reaches it, and where its
  /// output finds the cell's screen.
  Outcome call(Cell cell, Callable<Object> code);

  /// Whether the code could be run as it stands; asked by consoles when Enter is pressed.
  Completeness isComplete(String code);

  /// What could stand at the cursor.
  ///
  /// @param cursor a Java index into `code`, 0 to its length
  Completions complete(String code, int cursor);

  /// What is known of the name at the cursor; empty if nothing is.
  ///
  /// @param cursor a Java index into `code`, 0 to its length
  /// @param detail 0 for a signature and summary, 1 for all there is
  Optional<MimeBundle> inspect(String code, int cursor, int detail);

  /// Ends a cell, whatever it does; one that was handed over and has not begun yet will not. No
  /// effect on a cell that has ended. Returns without waiting.
  void interrupt(Cell cell);

  @Override
  void close();
}
