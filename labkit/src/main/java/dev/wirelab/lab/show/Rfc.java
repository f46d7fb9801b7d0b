package dev.wirelab.lab.show;

import java.util.Optional;
import java.util.regex.Pattern;

/// A section of an RFC.
///
/// @param number the RFC's number
/// @param section the section, `4.1.1.4`, or an empty string for the whole
record Rfc(int number, String section) {

  private static final Pattern FORM =
      Pattern.compile("RFC ?(\\d{1,5})(?:,? (?:section )?([0-9A-Z](?:\\.?\\d+)*\\.?))?");

  /// Reads `RFC 5321 4.1.1.4` or `RFC 5321, 4.1.1.4`.
  static Optional<Rfc> parse(String text) {
    var form = FORM.matcher(text.strip());
    return form.matches()
        ? Optional.of(
            new Rfc(Integer.parseInt(form.group(1)), form.group(2) == null ? "" : form.group(2)))
        : Optional.empty();
  }

  /// Where it can be read.
  String address() {
    return "https://www.rfc-editor.org/rfc/rfc%d.html".formatted(number)
        + (section.isEmpty() ? "" : "#section-" + section);
  }

  @Override
  public String toString() {
    return section.isEmpty() ? "RFC " + number : "RFC " + number + ", " + section;
  }
}
