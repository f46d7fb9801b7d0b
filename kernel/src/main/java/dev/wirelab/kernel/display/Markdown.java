package dev.wirelab.kernel.display;

import java.util.Objects;

/// Markdown, as in a notebook's text cells: headings, lists, tables, formulas. Its plain text is
/// the source.
///
/// ```java
/// Markdown.of("The answer is **" + answer + "**, since $6 \\times 7 = 42$.")
/// ```
///
/// @param source the Markdown
public record Markdown(String source) implements Displayable {

  /// Refuses null.
  public Markdown {
    Objects.requireNonNull(source, "the Markdown is null");
  }

  /// Markdown as it stands.
  ///
  /// @throws NullPointerException if it is null
  public static Markdown of(String source) {
    return new Markdown(source);
  }

  @Override
  public MimeBundle mimeBundle() {
    return MimeBundle.text(source).with("text/markdown", source);
  }
}
