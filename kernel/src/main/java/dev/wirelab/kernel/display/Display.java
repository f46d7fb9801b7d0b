package dev.wirelab.kernel.display;

import java.util.UUID;
import java.util.function.Consumer;

/// What a cell calls to show a value before its end. Imported statically into every notebook.
///
/// A thread that belongs to no cell has nothing to show on: there, what should be seen is printed.
public final class Display {

  private Display() {}

  /// Shows a value under the current cell in the richest form that is known of it.
  ///
  /// ```java
  /// var shown = display("3 …");
  /// updateDisplay(shown, "2 …");
  /// ```
  ///
  /// @return the id under which [#updateDisplay] may replace it; as a cell's last value it is not
  ///   shown
  public static String display(Object value) {
    String id = UUID.randomUUID().toString();
    show(value, screen -> screen.display(value, id));
    return id;
  }

  /// Shows another value in place of one that was displayed, also by an earlier cell.
  ///
  /// @param id what [#display] returned
  public static void updateDisplay(String id, Object value) {
    show(value, screen -> screen.update(id, value));
  }

  /// Shows a value in these forms, and as plain text.
  ///
  /// @param types MIME types; see [#render(Object, String...)]
  /// @return the id under which [#updateDisplay] may replace it
  public static String display(Object value, String... types) {
    return display(render(value, types));
  }

  /// Shows another value, in these forms, in place of one that was displayed.
  ///
  /// @param types MIME types; see [#render(Object, String...)]
  public static void updateDisplay(String id, Object value, String... types) {
    updateDisplay(id, render(value, types));
  }

  /// The forms in which a value would be shown.
  public static MimeBundle render(Object value) {
    return Screen.current()
        .map(screen -> screen.render(value))
        .orElseGet(() -> new Renderers().render(value));
  }

  /// A value in these forms, and as plain text.
  ///
  /// ```java
  /// render("<b>bold</b>", "text/html")
  /// ```
  ///
  /// @param types MIME types. A text is taken for whatever they say; of other values, a type is
  ///   left out that they have no form of
  public static MimeBundle render(Object value, String... types) {
    var all = render(value);
    var wanted = MimeBundle.of("text/plain", all.data().get("text/plain"));
    for (var type : types) {
      var content = value instanceof CharSequence text ? text.toString() : all.data().get(type);
      wanted = content == null ? wanted : wanted.with(type, content);
    }
    return wanted;
  }

  /// Removes all that the current cell has printed and displayed so far.
  public static void clearOutput() {
    clearOutput(false);
  }

  /// Removes what the current cell has shown so far.
  ///
  /// @param wait true to keep it until something new is shown: a picture that changes does not
  ///   flicker
  public static void clearOutput(boolean wait) {
    Screen.current().ifPresent(screen -> screen.clear(wait));
  }

  /// Shows a value aside, in the front end's pager, once the cell has ended: for what is long and
  /// shall not stay in the notebook, such as help.
  public static void page(Object value) {
    show(value, screen -> screen.page(value));
  }

  private static void show(Object value, Consumer<Screen> how) {
    Screen.current().ifPresentOrElse(how, () -> System.out.println(value));
  }
}
