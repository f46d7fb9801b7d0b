package dev.wirelab.lab.show;

import dev.wirelab.kernel.display.Display;
import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.Screen;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.Consumer;

/// Where the lab shows things: as a rule, below the cell that runs.
public interface Blackboard {

  /// Prints one line, at once.
  void print(String line);

  /// Shows a value in its richest form.
  void display(Displayable value);

  /// Shows a value that may change later.
  ///
  /// @return what puts another value in its place, where that can be done; nothing elsewhere
  default Consumer<Displayable> post(Displayable value) {
    display(value);
    return _ -> {};
  }

  /// The same, for what happens on threads that belong to no cell or to an earlier one: shown below
  /// the cell that began last.
  default Blackboard inFront() {
    return this;
  }

  /// The output of the cell that runs: `System.out` as it is at that moment.
  static Blackboard ofTheCell() {
    return new Blackboard() {
      @Override
      public Consumer<Displayable> post(Displayable value) {
        var id = Display.display(value);
        return newer -> Display.updateDisplay(id, newer);
      }

      @Override
      public Blackboard inFront() {
        return inFrontOf(this);
      }

      @Override
      public void print(String line) {
        System.out.println(line);
      }

      @Override
      public void display(Displayable value) {
        Display.display(value);
      }
    };
  }

  private static Blackboard inFrontOf(Blackboard ofTheThread) {
    return new Blackboard() {
      @Override
      public void print(String line) {
        there(() -> ofTheThread.print(line));
      }

      @Override
      public void display(Displayable value) {
        there(() -> ofTheThread.display(value));
      }

      private void there(Runnable showing) {
        Screen.front().ifPresentOrElse(screen -> Screen.with(screen, showing), showing);
      }
    };
  }

  /// Shows nothing: for conversations that are shown as a whole.
  static Blackboard silent() {
    return of(new PrintStream(OutputStream.nullOutputStream()));
  }

  /// A stream that shows values as plain text: for a console and for tests.
  static Blackboard of(PrintStream out) {
    return new Blackboard() {
      @Override
      public void print(String line) {
        out.println(line);
      }

      @Override
      public void display(Displayable value) {
        out.println(value.mimeBundle().data().get("text/plain"));
      }
    };
  }
}
