package dev.wirelab.kernel.display;

/// What a cell calls to show a value before its end. Imported statically into every notebook.
public final class Display {

  private Display() {}

  /// Shows a value under the current cell in the richest form that is known of it; prints it where
  /// the thread belongs to no cell.
  ///
  /// ```java
  /// display(image);
  /// ```
  public static void display(Object value) {
    Screen.current()
        .ifPresentOrElse(screen -> screen.display(value), () -> System.out.println(value));
  }
}
