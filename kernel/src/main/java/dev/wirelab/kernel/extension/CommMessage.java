package dev.wirelab.kernel.extension;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What travels over a [Comm], in either direction.
///
/// @param data JSON: `Map`, `List`, `String`, `Number`, `Boolean` and null
/// @param metadata of the message itself, where the two ends agreed on some
/// @param buffers octets that need not become JSON
public record CommMessage(
    Map<String, Object> data, Map<String, Object> metadata, List<byte[]> buffers) {

  /// Copies the maps and the list.
  public CommMessage {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    buffers = List.copyOf(buffers);
  }

  /// A message of data alone.
  public static CommMessage of(Map<String, Object> data) {
    return new CommMessage(data, Map.of(), List.of());
  }
}
