package dev.wirelab.lab.show;

import java.util.Optional;
import java.util.regex.Pattern;

/// A section of an RFC.
///
/// @param number the RFC's number
/// @param section the section, `4.1.1.4`, an appendix or its section, `D.1`, or an empty string for
///   the whole
record Rfc(int number, String section) {

  private static final Pattern FORM =
      Pattern.compile("RFC ?(\\d{1,5})(?:,? (?:section |appendix )?([0-9A-Z](?:\\.?\\d+)*\\.?))?");

  /// Reads `RFC 5321 4.1.1.4`, `RFC 5321, 4.1.1.4` or `RFC 5321 D.1`.
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
        + (section.isEmpty() ? "" : (isAppendix() ? "#appendix-" : "#section-") + section);
  }

  /// Sections are numbered, appendices have letters.
  private boolean isAppendix() {
    return !section.isEmpty() && Character.isLetter(section.charAt(0));
  }

  @Override
  public String toString() {
    return "RFC "
        + number
        + (section.isEmpty() ? "" : (isAppendix() ? ", appendix " : ", ") + section);
  }
}
