package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Documentation comments as HTML and as text.
class JavadocTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{@code a < b}                  | a < b",
        "{@code {nested}}               | {nested}",
        "{@link List#of(Object, int)}   | List.of(Object, int)",
        "{@link #size() its size}       | its size",
        "{@linkplain Map maps}          | maps",
        "{@literal <b>}                 | <b>",
        "{@inheritDoc} x                | x",
        "{@unheard of}                  | of",
        "{@code open                    | open",
        "{@}                            | ``",
        "&lt;i&gt; &amp; &pi; &#65; &#x42; &nope; & | <i> & π A B &nope; &",
        "a < b > c                      | a < b > c",
        "<em>so</em> <i>what</i>        | so what"
      })
  void asText(String comment, String text) {
    assertThat(HtmlText.of(new Javadoc(comment).whole())).isEqualTo(text);
  }

  @Test
  void blocksBecomeLines() {
    assertThat(text("one<br>two")).isEqualTo("one\ntwo");
    assertThat(text("<ul><li>a<li>b</ul>")).isEqualTo("• a\n• b");
    assertThat(text("a <p> b\n c")).isEqualTo("a\n\nb c");
    assertThat(text("x <pre>  a\n  b</pre>")).isEqualTo("x\n\n  a\n  b");
    assertThat(text("x {@snippet :\n  a < b\n}")).isEqualTo("x\n\n  a < b");
  }

  private static String text(String comment) {
    return HtmlText.of(new Javadoc(comment).whole());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "One. Two.                   | One.",
        "One {@code a. b} more. Two. | One <code>a. b</code> more.",
        "No end                      | No end",
        "One <p>Two                  | One ",
        "Version 1.5 is out. Now.    | Version 1.5 is out."
      })
  void theSummaryIsTheFirstSentence(String comment, String html) {
    assertThat(new Javadoc(comment).summary().strip()).isEqualTo(html.strip());
  }

  @Test
  void nothingThatRunsOrLoadsIsLeft() {
    var html =
        new Javadoc(
                """
                <script>alert(1)</script><img src=x onerror="alert(2)"><a href="javascript:alert(3)">x</a>
                <p onclick="alert(4)">y</p><!-- <script> --> <b
                style="x">z</b> {@code <script>} {@link <img>}
                @param <T> <svg onload=alert(5)> t
                @see <a href="http://x">there</a>\
                """)
            .whole();

    assertThat(html)
        .doesNotContain("<script", "<img", "<a", "<svg", "onclick", "style", "javascript", "href")
        .contains("<p>y</p>", "<b>z</b>", "<code>&lt;script&gt;</code>", "<code>&lt;T&gt;</code>");
  }

  @Test
  void blockTagsHaveTitles() {
    var text =
        HtmlText.of(
            new Javadoc(
                    "Adds.\n@param n how many,\n  or so\n@return the sum\n@throws E if not\n@since 1\n@author me")
                .whole());

    assertThat(text)
        .isEqualTo(
            "Adds.\n\nParameter n how many, or so\n\nReturns the sum\n\nThrows E if not\n\nSince 1");
  }
}
