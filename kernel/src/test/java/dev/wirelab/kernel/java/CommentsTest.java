package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommentsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a // b#a     ",
        "a /* b */ c#a         c",
        "a /* b#a     ",
        "a /* // */ b#a          b",
        "a // /* b#a        ",
        "/**/a#    a",
        "\"//\" // b#\"//\"     ",
        "'\"' // b#'\"'     ",
        "'\\'' // b#'\\''     ",
        "\"\\\"//\" // b#\"\\\"//\"     ",
        "a / b / c // d#a / b / c     ",
        "a /*$1 \\ 😀*/ b#a             b"
      })
  void commentsBecomeBlanks(String source, String blanked) {
    assertThat(Comments.blanked(source)).isEqualTo(blanked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a / b",
        "\"http://example.org\"",
        "\"/*\" + '*' + \"*/\"",
        "\"\"\"\n  // \"one\" /* \\\"\"\" two */\n  \"\"\"",
        "'"
      })
  void whatIsNoCommentStays(String source) {
    assertThat(Comments.blanked(source)).isEqualTo(source);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a /* b\n\tc */ d", "a // b\n// c\nd"})
  void linesAndTabsStayWhereTheyWere(String source) {
    assertThat(Comments.blanked(source).lines().map(String::length))
        .containsExactlyElementsOf(source.lines().map(String::length).toList());
    assertThat(Comments.blanked(source)).doesNotContain("b", "c").contains("a", "d");
  }
}
