package dev.wirelab.server.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTest {

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  @Test
  void theThreePartsAreToldApart() {
    assertThat(Plain.parse(base64("Ursel\0Kurt\0xipj3plmq")))
        .isEqualTo(new Plain("Ursel", "Kurt", "xipj3plmq"));
    assertThat(Plain.parse(base64("\0bob\0rote Königin")))
        .isEqualTo(new Plain("", "bob", "rote Königin"));
  }

  @Test
  void onlyAnothersNameIsAnothers() {
    assertThat(new Plain("Ursel", "Kurt", "x").isForAnother()).isTrue();
    assertThat(new Plain("", "Kurt", "x").isForAnother()).isFalse();
    assertThat(new Plain("KURT", "Kurt", "x").isForAnother()).isFalse();
  }

  @Test
  void theLongestIsNoLongerThanItMayBe() {
    var part = "x".repeat(255);
    assertThat(base64(part + "\0" + part + "\0" + part)).hasSize(Plain.LONGEST);
  }

  @Test
  void thePasswordIsNotShown() {
    assertThat(new Plain("", "bob", "secret").toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          =        | PLAIN is NUL, login, NUL, password, all in base64 (RFC 4616, 2)
          ''       | PLAIN is NUL, login, NUL, password, all in base64 (RFC 4616, 2)
          AGJvYgA= | PLAIN needs a login and a password (RFC 4616, 2)
          AABi     | PLAIN needs a login and a password (RFC 4616, 2)
          a b      | That is not base64 (RFC 4648, 4)
          """)
  void whatIsWrongIsSaid(String base64, String fault) {
    assertThatThrownBy(() -> Plain.parse(base64))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(fault);
  }
}
