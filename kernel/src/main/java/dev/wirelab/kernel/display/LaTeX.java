package dev.wirelab.kernel.display;

import java.util.Objects;
import java.util.regex.Pattern;

/// A formula. Its plain text is the source.
///
/// ```java
/// LaTeX.of("e^{i\\pi} + 1 = 0")
/// ```
///
/// @param source LaTeX in mathematical mode, or text with `$…$`, `$$…$$`, `\(…\)`, `\[…\]` or
///   `\begin{…}` around its formulas
public record LaTeX(String source) implements Displayable {

  private static final Pattern DELIMITER = Pattern.compile("\\$|\\\\[(\\[]|\\\\begin\\{");

  /// Refuses null.
  public LaTeX {
    Objects.requireNonNull(source, "the LaTeX is null");
  }

  /// A formula, or text with formulas.
  ///
  /// @throws NullPointerException if it is null
  public static LaTeX of(String source) {
    return new LaTeX(source);
  }

  /// A front end typesets only what stands between delimiters.
  @Override
  public MimeBundle mimeBundle() {
    boolean delimited = DELIMITER.matcher(source).find();
    return MimeBundle.text(source)
        .with("text/latex", delimited ? source : "$$" + source.strip() + "$$");
  }
}
