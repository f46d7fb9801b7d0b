package dev.wirelab.kernel.display;

import java.util.regex.Pattern;

/// A chart, as the grammar of Vega-Lite describes it. Its plain text is the description.
///
/// ```java
/// VegaLite.of(Map.of(
///     "data", Map.of("values", List.of(Map.of("x", 1, "y", 2), Map.of("x", 2, "y", 1))),
///     "mark", "line",
///     "encoding", Map.of("x", Map.of("field", "x"), "y", Map.of("field", "y"))))
/// ```
///
/// @see <a href="https://vega.github.io/vega-lite/docs/">Vega-Lite</a>
public final class VegaLite implements Displayable {

  private static final Pattern VERSION = Pattern.compile("/vega-lite/v(\\d+)");
  private static final String USUAL_VERSION = "5";

  private final JSON description;

  private VegaLite(JSON description) {
    this.description = description;
  }

  /// A chart.
  ///
  /// @param description JSON text, or maps and lists; its `$schema`, where it has one, tells the
  ///   version, which else is 5
  /// @throws IllegalArgumentException if it is no JSON
  public static VegaLite of(Object description) {
    return new VegaLite(JSON.of(description));
  }

  @Override
  public MimeBundle mimeBundle() {
    var named = VERSION.matcher(toString());
    String version = named.find() ? named.group(1) : USUAL_VERSION;
    return MimeBundle.text(toString())
        .with("application/vnd.vegalite.v" + version + "+json", description.content());
  }

  /// The description.
  @Override
  public String toString() {
    return description.toString();
  }
}
