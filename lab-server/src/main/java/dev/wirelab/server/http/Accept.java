package dev.wirelab.server.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a client would rather have (RFC 9110, 12.5.1).
record Accept(List<Range> ranges) {

  private static final Pattern WEIGHT = Pattern.compile("q=(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)");

  /// A media range with its weight.
  record Range(String type, double weight) {

    private boolean covers(String mediaType) {
      return type.equals("*/*")
          || type.equals(mediaType)
          || type.endsWith("/*") && mediaType.startsWith(type.substring(0, type.length() - 1));
    }

    /// A type says more than a family of them, and that more than everything.
    private int precision() {
      return type.equals("*/*") ? 0 : type.endsWith("/*") ? 1 : 2;
    }

    private static Range parse(String text) {
      var parts = text.toLowerCase(Locale.ROOT).split(";");
      double weight =
          Arrays.stream(parts)
              .skip(1)
              .map(part -> WEIGHT.matcher(part.strip()))
              .filter(matcher -> matcher.matches())
              .mapToDouble(matcher -> Double.parseDouble(matcher.group(1)))
              .findFirst()
              .orElse(1);
      return new Range(parts[0].strip(), weight);
    }
  }

  /// @param field nothing, if the client takes what comes
  static Accept parse(Optional<String> field) {
    return new Accept(
        Arrays.stream(field.orElse("*/*").split(","))
            .map(String::strip)
            .map(Range::parse)
            .toList());
  }

  /// The one that it likes best; of several, the first.
  ///
  /// @return nothing if it likes none
  Optional<String> best(List<String> mediaTypes) {
    Optional<String> best = Optional.empty();
    double most = 0;
    for (var mediaType : mediaTypes) {
      double weight = weight(mediaType);
      if (weight > most) {
        most = weight;
        best = Optional.of(mediaType);
      }
    }
    return best;
  }

  private double weight(String mediaType) {
    return ranges.stream()
        .filter(range -> range.covers(mediaType))
        .max((one, other) -> Integer.compare(one.precision(), other.precision()))
        .map(Range::weight)
        .orElse(0.0);
  }
}
