package dev.wirelab.server.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The header fields of a message, in order (RFC 9110, 5).
record Fields(List<Field> all) {

  /// One of them.
  record Field(String name, String value) {}

  Fields {
    all = List.copyOf(all);
  }

  /// The values of every field of that name, in any case.
  List<String> values(String name) {
    return all.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /// All values of that name as one, as a list may be spread over several lines (RFC 9110, 5.3).
  Optional<String> joined(String name) {
    var values = values(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
  }

  /// The elements of a list of words, in lower case.
  List<String> words(String name) {
    return values(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(word -> word.strip().toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
