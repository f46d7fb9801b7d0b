package dev.wirelab.lab.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VisibleTest {

  @Test
  void leavesTextAlone() {
    assertThat(Visible.line("Grüße\t東京 👩‍💻 …")).isEqualTo("Grüße\t東京 👩‍💻 …");
  }

  @Test
  void showsWhatWouldAct() {
    assertThat(Visible.line("\u0000\u001b\r\n\u007f\u0085\u2028\u202e\ud800"))
        .isEqualTo("␀␛␍␊␡\\u0085\\u2028\\u202E\\uD800");
  }

  @Test
  void cutsALineOfABookAndSaysSo() {
    assertThat(Visible.line("x".repeat(100_000)))
        .hasSizeLessThan(2_100)
        .endsWith("x [98000 characters more]");
  }

  @Test
  void decodesUtf8AndNothingElse() {
    assertThat(Visible.decode("é".getBytes(StandardCharsets.UTF_8))).isEqualTo("é");
    assertThat(Visible.decode("é".getBytes(StandardCharsets.ISO_8859_1))).isEqualTo("\\xE9");
  }

  @Test
  void keepsTheLinesOfAText() {
    assertThat(Visible.lines("a\r\nb\u0007\n")).isEqualTo("a\nb␇\n");
  }
}
