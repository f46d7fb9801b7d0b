package dev.wirelab.server.imap.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 3501, 5.1.3.
class ModifiedUtf7Test {

  @ParameterizedTest
  @CsvSource({
    "INBOX, INBOX",
    "R&D, R&-D",
    "&, &-",
    "~peter/mail/\u53f0\u5317/\u65e5\u672c\u8a9e, '~peter/mail/&U,BTFw-/&ZeVnLIqe-'",
    "\u00fc, &APw-",
    "\ud83d\ude00!, &2D3eAA-!",
    "a\u00e4-\u00f6b, a&AOQ--&APY-b",
  })
  void thereAndBack(String name, String text) throws SyntaxException {
    assertThat(ModifiedUtf7.encode(name)).isEqualTo(text);
    assertThat(ModifiedUtf7.decode(text)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a&b",
        "&",
        "&APw",
        "&AGE-",
        "&APw-&APY-",
        "&!-",
        "\u00fc",
        "&2D0-",
        "&AP-",
        "&U/BTFw-",
      })
  void whatIsWrittenOtherwiseIsRefused(String text) {
    assertThatThrownBy(() -> ModifiedUtf7.decode(text)).isInstanceOf(SyntaxException.class);
  }
}
