package dev.wirelab.server.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The fields of a header, in their order (RFC 5322, 2.2).
///
/// @param octets the message; not copied, so not to be changed
public record Header(byte[] octets, List<Field> fields) {

  /// A field with all its lines.
  ///
  /// @param begin where its name begins
  /// @param colon where the colon stands
  /// @param end behind its last line end
  public record Field(byte[] octets, int begin, int colon, int end) {

    /// The name as it is written.
    public String name() {
      return text(begin, colon).stripTrailing();
    }

    public boolean isNamed(String name) {
      return name().equalsIgnoreCase(name);
    }

    /// What stands behind the colon, in one line (RFC 5322, 2.2.3); each character stands for one
    /// octet.
    public String value() {
      return text(colon + 1, end).replaceAll("\r?\n", "").strip();
    }

    private String text(int from, int to) {
      return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
    }
  }

  /// @param begin where the first field begins
  /// @param end behind the last one
  static Header of(byte[] octets, int begin, int end) {
    var fields = new ArrayList<Field>();
    int line = begin;
    while (line < end) {
      int next = HeaderSection.nextLine(octets, line);
      while (next < end && (octets[next] == ' ' || octets[next] == '\t')) {
        next = HeaderSection.nextLine(octets, next);
      }
      int colon = line;
      while (colon < next && octets[colon] != ':') {
        colon++;
      }
      if (colon < next) {
        fields.add(new Field(octets, line, colon, next));
      }
      line = next;
    }
    return new Header(octets, List.copyOf(fields));
  }

  /// The value of the first field of a name, in any case.
  public Optional<String> first(String name) {
    return fields.stream().filter(field -> field.isNamed(name)).map(Field::value).findFirst();
  }

  /// The values of all fields of a name, in any case.
  public List<String> all(String name) {
    return fields.stream().filter(field -> field.isNamed(name)).map(Field::value).toList();
  }
}
