package dev.wirelab.kernel.extension;

import dev.wirelab.kernel.display.Screen;
import dev.wirelab.kernel.display.StdinNotImplementedException;
import java.util.Objects;
import java.util.concurrent.CancellationException;

/// How a cell asks the person at the notebook. Imported statically into every notebook.
///
/// ```java
/// var name = readLine("Your name: ");
/// var secret = readPassword("Password: ");
/// ```
///
/// `System.in`, and so `Scanner` and `IO.readln`, asks in the same way, line by line.
/// `System.console()` is null: a notebook has no terminal.
///
/// @see <a
///   href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#messages-on-the-stdin-router-dealer-channel">
///   Jupyter messaging, input_request</a>
public final class Input {

  private Input() {}

  /// Asks for a line, and waits for it.
  ///
  /// @return the line without its end; null where the person said that no more will come (Ctrl-D)
  /// @throws StdinNotImplementedException if the front end cannot be asked
  /// @throws IllegalStateException if the thread belongs to no cell that runs
  /// @throws CancellationException if the cell is interrupted meanwhile
  public static String readLine(String prompt) {
    return ask(prompt, false);
  }

  /// Asks for something that must not be seen when it is typed, nor kept with the notebook.
  ///
  /// @return what was typed; a String, since it came as one in the front end's message
  /// @throws StdinNotImplementedException if the front end cannot be asked
  /// @throws IllegalStateException if the thread belongs to no cell that runs
  /// @throws CancellationException if the cell is interrupted meanwhile
  public static String readPassword(String prompt) {
    return ask(prompt, true);
  }

  private static String ask(String prompt, boolean hidden) {
    Objects.requireNonNull(prompt, "the prompt is null");
    var screen =
        Screen.current()
            .orElseThrow(() -> new IllegalStateException("Only the threads of a cell can ask"));
    try {
      return screen.ask(prompt, hidden);
    } catch (InterruptedException e) {
      // Still interrupted: whoever catches what follows must not ask again.
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for an answer");
    }
  }
}
