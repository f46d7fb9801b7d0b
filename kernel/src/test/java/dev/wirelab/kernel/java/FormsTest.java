package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a cell wraps to have it shown as HTML, Markdown, a formula and so on; nothing is imported.
class FormsTest extends JavaSession {

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "HTML.of(\"<b>bold</b>\")#text/html#<b>bold</b>#<b>bold</b>",
        "Markdown.of(\"**bold**\")#text/markdown#**bold**#**bold**",
        "LaTeX.of(\"x^2\")#text/latex#$$x^2$$#x^2",
        "LaTeX.of(\"so $x^2$\")#text/latex#so $x^2$#so $x^2$",
        "SVG.of(\"<svg/>\")#image/svg+xml#<svg/>#<svg/>"
      })
  void aText(String code, String mimeType, String rich, String plain) {
    var data = data(code);

    assertThat(data.keySet()).containsExactlyInAnyOrder("text/plain", mimeType);
    assertThat(data.get(mimeType).getAsString()).isEqualTo(rich);
    assertThat(data.get("text/plain").getAsString()).isEqualTo(plain);
  }

  @Test
  void textCanBeMadeSafe() {
    execute("HTML.escape(\"<a b='c' d=\\\"e\\\">&\")")
        .result("&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;");
  }

  @Test
  void json() {
    for (var code :
        new String[] {
          "JSON.of(\"{\\\"a\\\": [1, null]}\")",
          "JSON.of(Collections.singletonMap(\"a\", Arrays.asList(1, null)))",
          "record Held(List<Integer> a) {}\nJSON.of(new Held(Arrays.asList(1, null)))"
        }) {
      var data = data(code);
      assertThat(data.get("application/json")).as(code).hasToString("{\"a\":[1,null]}");
      assertThat(data.get("text/plain").getAsString())
          .isEqualTo("{\n  \"a\": [\n    1,\n    null\n  ]\n}");
    }
    execute("JSON.of(\"{a: 1}\")")
        .fails("IllegalArgumentException")
        .saying("This is no JSON, from line 1 column 3 on");
    execute("JSON.of(\"1 2\")").fails("IllegalArgumentException").saying("column 4 on");
    execute("JSON.of(\"\")").fails("IllegalArgumentException").saying("This is no JSON");
    execute("JSON.of(List.of(1 / 0.0))").fails("IllegalArgumentException");
  }

  @Test
  void aChart() {
    assertThat(
            data("VegaLite.of(Map.of(\"mark\", \"bar\"))").get("application/vnd.vegalite.v5+json"))
        .hasToString("{\"mark\":\"bar\"}");
    assertThat(
            data("VegaLite.of(\"{\\\"$schema\\\": \\\"https://vega.github.io/schema/vega-lite/v4.json\\\"}\")")
                .keySet())
        .contains("application/vnd.vegalite.v4+json", "text/plain");
  }

  @Test
  void aPicture() {
    var data =
        data(
            """
            var png = new ByteArrayOutputStream();
            javax.imageio.ImageIO.write(new java.awt.image.BufferedImage(1, 1, 1), "png", png);
            Image.of(png.toByteArray())\
            """);

    assertThat(Base64.getDecoder().decode(data.get("image/png").getAsString()))
        .startsWith(0x89, 'P');
    assertThat(data.get("text/plain").getAsString()).startsWith("PNG picture, ");
    execute("Image.of(new byte[] {1, 2})")
        .fails("IllegalArgumentException")
        .saying("it begins with the octets [0102]");
    execute("Image.of(Path.of(\"no such file\"))").fails("NoSuchFileException");
    assertThat(data("Image.of(\"GIF89a\".getBytes())").keySet()).contains("image/gif");
    assertThat(data("Image.of(new byte[] {-1, -40, -1, 0})").keySet()).contains("image/jpeg");
    assertThat(data("Image.of(\"RIFF....WEBP\".getBytes())").keySet()).contains("image/webp");
    execute("Image.of(\"RIFF....WAVE\".getBytes())").fails("IllegalArgumentException");
  }

  @Test
  void nothingIsRefusedInWords() {
    execute("HTML.of(null)").fails("NullPointerException").saying("the HTML is null");
    execute("SVG.of(\"circle\")").fails("IllegalArgumentException").saying("no <svg> element");
  }

  @Test
  void theNotebooksOwnTypesOfTheseNamesComeFirst() {
    try (var other = dev.wirelab.kernel.Session.java()) {
      other.execute("import java.awt.*;\nImage none = null;").ok();
      other.execute("Image.SCALE_FAST").result("2");
      other.execute("record Markdown(String mine) {}\nnew Markdown(\"m\").mine()").result("m");
    }
  }

  private JsonObject data(String code) {
    return execute(code).ok().data("execute_result");
  }
}
