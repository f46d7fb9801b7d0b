package dev.wirelab.kernel.display;

/// A drawing. Its plain text is the source.
///
/// ```java
/// SVG.of("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><circle r='9'/></svg>")
/// ```
///
/// @param source an SVG document
public record SVG(String source) implements Displayable {

  /// Refuses what no front end could draw.
  ///
  /// @throws IllegalArgumentException if it holds no `<svg` element
  public SVG {
    if (!source.contains("<svg")) {
      throw new IllegalArgumentException("This is no SVG document: it has no <svg> element");
    }
  }

  /// A drawing. Front ends want its namespace, `xmlns="http://www.w3.org/2000/svg"`.
  ///
  /// @throws IllegalArgumentException if it holds no `<svg` element
  public static SVG of(String source) {
    return new SVG(source);
  }

  @Override
  public MimeBundle mimeBundle() {
    return MimeBundle.text(source).with("image/svg+xml", source);
  }
}
