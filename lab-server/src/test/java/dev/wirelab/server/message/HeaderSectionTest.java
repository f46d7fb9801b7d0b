package dev.wirelab.server.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderSectionTest {

  /// A stroke marks where the fields end, a second one where the body begins if that is elsewhere.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          |                          ; true
          a: b|                      ; true
          a: b~|                     ; true
          a: b~|~|                   ; true
          a: b~ c~D : e~|~|Hi~       ; true
          a: b^|^|Hi                 ; true
          a: b~|Hi~                  ; false
          |Hi there: you~            ; false
          | a: b~                    ; false
          |: b~                      ; false
          |~|a: b                    ; true
          """)
  void endsWhereNoFieldFollows(String text, boolean complete) {
    var marked = text.replace("~", "\r\n").replace("^", "\n");
    int end = marked.indexOf('|');
    int second = marked.indexOf('|', end + 1);
    var header = HeaderSection.find(marked.replace("|", "").getBytes(ISO_8859_1));

    assertThat(header).isEqualTo(new HeaderSection(end, second < 0 ? end : second - 1, complete));
    assertThat(header.hasBlankLine()).isEqualTo(second >= 0);
  }
}
