package dev.wirelab.lab.show;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RfcTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RFC 5321 4.1.1.4|RFC 5321, 4.1.1.4"
            + "|https://www.rfc-editor.org/rfc/rfc5321.html#section-4.1.1.4",
        "RFC 5321, section 4|RFC 5321, 4|https://www.rfc-editor.org/rfc/rfc5321.html#section-4",
        "RFC 5321 D.1|RFC 5321, appendix D.1"
            + "|https://www.rfc-editor.org/rfc/rfc5321.html#appendix-D.1",
        "RFC 5321, appendix D|RFC 5321, appendix D"
            + "|https://www.rfc-editor.org/rfc/rfc5321.html#appendix-D",
        "RFC 1870|RFC 1870|https://www.rfc-editor.org/rfc/rfc1870.html"
      })
  void isAPlaceToReadAt(String text, String shown, String address) {
    var rfc = Rfc.parse(text).orElseThrow();
    assertThat(rfc).hasToString(shown);
    assertThat(rfc.address()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "the manual", "RFC", "RFC 5321 javascript:alert(1)"})
  void isNothingElse(String text) {
    assertThat(Rfc.parse(text)).isEmpty();
  }

  @Test
  void othersStayText() {
    assertThat(new Html().reference("<b>")).hasToString("&lt;b&gt;");
  }
}
