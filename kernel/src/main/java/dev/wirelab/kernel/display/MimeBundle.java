package dev.wirelab.kernel.display;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// One value in several forms, of which a front end shows the richest that it knows: the `data` and
/// `metadata` of Jupyter's `display_data` message.
///
/// Data is keyed by MIME type. A `byte[]` travels as base64 (images), a `String` as it stands, and
/// `Map`, `List`, `Number` and `Boolean` as JSON (Vega-Lite). A bundle never changes: `with`
/// returns a new one.
///
/// @param data MIME type to content, in the order given
/// @param metadata hints for the front end, by MIME type
/// @see <a
///   href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#display-data">Jupyter
///   messaging, display_data</a>
public record MimeBundle(Map<String, Object> data, Map<String, Object> metadata)
    implements Displayable {

  /// Copies both maps.
  ///
  /// @throws NullPointerException if a MIME type or its content is null
  public MimeBundle {
    data.forEach((type, content) ->
        Objects.requireNonNull(content, () -> "the content of " + type + " is null"));
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /// A bundle of plain text alone: what every front end, and every test, can read.
  public static MimeBundle text(String text) {
    return of("text/plain", text);
  }

  /// A bundle of one content.
  public static MimeBundle of(String mimeType, Object content) {
    return new MimeBundle(Map.of(mimeType, content), Map.of());
  }

  /// This bundle and one form more; the form replaces one of the same MIME type.
  public MimeBundle with(String mimeType, Object content) {
    var more = new LinkedHashMap<>(data);
    more.put(mimeType, content);
    return new MimeBundle(more, metadata);
  }

  /// This bundle: it is shown as it stands.
  @Override
  public MimeBundle mimeBundle() {
    return this;
  }
}
