package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DisplayTest extends JavaSession {

  @BeforeAll
  void imports() {
    execute("import dev.wirelab.kernel.display.*;\nimport java.awt.image.*;").ok();
  }

  @Test
  void aValueInTheMiddleOfACell() {
    var ran =
        execute("System.out.print(\"before\");\ndisplay(42);\nSystem.out.print(\"after\");\n7")
            .result("7");

    ran.displays("text/plain", "42");
    assertThat(ran.texts()).containsExactly("before", "42", "after", "7");
  }

  @Test
  void nullCanBeDisplayed() {
    execute("display(null)").noResult().displays("text/plain", "null");
  }

  @Test
  void aBundleAsAResult() {
    var data =
        execute("MimeBundle.text(\"plain\").with(\"text/html\", \"<b>rich</b>\")")
            .data("execute_result");

    assertThat(data.keySet()).containsExactly("text/plain", "text/html");
    assertThat(data.get("text/html").getAsString()).isEqualTo("<b>rich</b>");
  }

  @Test
  void aBundleWithoutTextGetsOne() {
    var data = execute("MimeBundle.of(\"text/html\", \"<i>x</i>\")").data("execute_result");

    assertThat(data.keySet()).contains("text/html", "text/plain");
  }

  @Test
  void jsonStaysJson() {
    var data =
        execute(
                "MimeBundle.of(\"application/json\", Map.of(\"a\", List.of(1, 2.5, true, \"s\", Double.NaN)))")
            .data("execute_result");

    assertThat(data.get("application/json")).hasToString("{\"a\":[1,2.5,true,\"s\",null]}");
  }

  @Test
  void jsonThatHoldsItselfIsAnErrorOfTheCell() {
    execute("Map<String, Object> round = new HashMap<>(); round.put(\"self\", round);").ok();
    execute("MimeBundle.of(\"application/json\", round).with(\"text/plain\", \"\")")
        .fails("StackOverflowError");
    execute("display(MimeBundle.of(\"application/json\", round).with(\"text/plain\", \"\"));")
        .fails("StackOverflowError");
    execute("1 + 1").result("2");
  }

  @Test
  void octetsTravelAsBase64() {
    var data =
        execute("MimeBundle.of(\"image/png\", new byte[] {1, 2, -1})").data("execute_result");

    assertThat(data.get("image/png").getAsString()).isEqualTo("AQL/");
  }

  @Test
  void anImageIsAPng() throws IOException {
    var data =
        execute(
                "var image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB); image.setRGB(1, 1, 0xFF8000); image")
            .data("execute_result");

    var png = Base64.getDecoder().decode(data.get("image/png").getAsString());
    var image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo(3);
    assertThat(image.getHeight()).isEqualTo(2);
    assertThat(image.getRGB(1, 1) & 0xFFFFFF).isEqualTo(0xFF8000);
    assertThat(data.get("text/plain").getAsString()).contains("BufferedImage");
  }

  @Test
  void aValueMayKnowHowItWantsToBeShown() {
    execute(
            """
            record Badge(String text) implements Displayable {
              public MimeBundle mimeBundle() { return MimeBundle.of("text/html", "<b>" + text + "</b>"); }
            }\
            """)
        .ok();

    var data = execute("new Badge(\"x\")").data("execute_result");
    assertThat(data.get("text/html").getAsString()).isEqualTo("<b>x</b>");
    assertThat(data.get("text/plain").getAsString()).isEqualTo("Badge[text=x]");
    execute("display(new Badge(\"y\"))").displays("text/html", "<b>y</b>");
  }

  @Test
  void aFormThatIsNullIsAnErrorOfTheCell() {
    execute("MimeBundle.of(\"text/html\", null)").fails("NullPointerException");
    execute("new Displayable() { public MimeBundle mimeBundle() { return null; } }")
        .fails("NullPointerException");
  }
}
