package dev.wirelab.kernel.display;

import java.util.Objects;

/// HTML to be shown as such. Its plain text is the source.
///
/// ```java
/// HTML.of("<b>bold</b>, and " + HTML.escape(subject))
/// ```
///
/// @param source the HTML as it stands: what came from outside must have been escaped
public record HTML(String source) implements Displayable {

  /// Refuses null.
  public HTML {
    Objects.requireNonNull(source, "the HTML is null");
  }

  /// HTML as it stands.
  ///
  /// @throws NullPointerException if it is null
  public static HTML of(String source) {
    return new HTML(source);
  }

  /// Text as it reads, in no danger of being taken for tags, in elements and in quoted attributes.
  public static String escape(String text) {
    var safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }

  @Override
  public MimeBundle mimeBundle() {
    return MimeBundle.text(source).with("text/html", source);
  }
}
