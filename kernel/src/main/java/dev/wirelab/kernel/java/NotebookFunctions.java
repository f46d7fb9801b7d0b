package dev.wirelab.kernel.java;

import dev.wirelab.kernel.magic.Magics;
import java.util.List;
import java.util.Objects;

/// What a cell calls of the kernel itself. Imported statically into every notebook.
///
/// They want the thread of a cell; other threads get an `IllegalStateException`.
public final class NotebookFunctions {

  private NotebookFunctions() {}

  /// Runs code as a cell would, and takes its value.
  ///
  /// ```java
  /// (int) eval("1 + 2") + 3
  /// ```
  ///
  /// @return the value of the last expression, or null
  /// @throws dev.wirelab.kernel.extension.EvaluationException if it does not compile, or throws
  public static Object eval(String code) {
    return workspace().evaluate(code, "eval");
  }

  /// Runs `%name arguments`.
  ///
  /// @return what the magic returns, as whatever the caller takes it for
  public static <T> T lineMagic(String name, List<String> arguments) {
    return magic(magics -> magics.line(name, arguments, String.join(" ", arguments)));
  }

  /// Runs `%%name arguments` on the lines of `body`.
  ///
  /// @return what the magic returns, as whatever the caller takes it for
  public static <T> T cellMagic(String name, List<String> arguments, String body) {
    return magic(magics -> magics.cell(name, arguments, body));
  }

  /// Prints like `System.out.printf`.
  public static void printf(String format, Object... arguments) {
    System.out.printf(format, arguments);
  }

  /// Something done with magics, which may throw anything.
  interface Use {
    Object of(Magics magics) throws Exception;
  }

  /// What a cell throws need not be declared there.
  @SuppressWarnings("unchecked")
  static <T> T magic(Use use) {
    try {
      return (T) use.of(workspace().magics());
    } catch (Exception e) {
      throw NotebookFunctions.<RuntimeException>undeclared(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Exception> E undeclared(Exception thrown) throws E {
    throw (E) thrown;
  }

  private static JavaWorkspace workspace() {
    return Objects.requireNonNull(RunningCell.current(), "This thread belongs to no cell")
        .workspace();
  }
}
