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
    assertThat(data.get("text/plain").getAsString()).isEqualTo("BufferedImage, 3 × 2 pixels");
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

  @Test
  void aDisplayIsUpdatedInPlace() {
    var shown = execute("var place = display(\"first\");").contents("display_data").getFirst();
    var id = shown.getAsJsonObject("transient").get("display_id");

    var ran = execute("updateDisplay(place, MimeBundle.of(\"text/html\", \"<b>second</b>\"))");

    var update = ran.noResult().contents("update_display_data").getFirst();
    assertThat(update.getAsJsonObject("transient").get("display_id")).isEqualTo(id);
    assertThat(update.getAsJsonObject("data").get("text/html").getAsString())
        .isEqualTo("<b>second</b>");
  }

  @Test
  void theIdOfADisplayIsNoResultButWhatItIsMadeIntoIs() {
    execute("display(1)").noResult();
    execute("display(1).length()").result("36");
    execute("var kept = display(1);").noResult();
    execute("kept.equals(kept) + kept").ok();
    assertThat(execute("kept").contents("execute_result")).hasSize(1);
  }

  @Test
  void updatesKeepTheirOrder() {
    var ran =
        execute(
            """
            var p = display(0);
            for (int i = 1; i <= 5; i++) { System.out.print(i); updateDisplay(p, i * 10); }\
            """);

    assertThat(ran.texts())
        .containsExactly("0", "1", "10", "2", "20", "3", "30", "4", "40", "5", "50");
  }

  @Test
  void outputIsCleared() {
    var ran =
        execute("System.out.print(1); clearOutput(); System.out.print(2); clearOutput(true);");

    assertThat(ran.types())
        .containsExactly(
            "status",
            "execute_input",
            "stream",
            "clear_output",
            "stream",
            "clear_output",
            "status");
    assertThat(ran.contents("clear_output"))
        .extracting(content -> content.get("wait").getAsBoolean())
        .containsExactly(false, true);
  }

  @Test
  void whatIsLongIsPaged() {
    var page =
        execute(
                "page(MimeBundle.of(\"text/html\", \"<p>long</p>\").with(\"text/plain\", \"long\"))")
            .noResult()
            .reply()
            .getAsJsonArray("payload");

    assertThat(page)
        .singleElement()
        .asString()
        .contains("\"source\":\"page\"", "\"text/plain\":\"long\"", "<p>long</p>");
  }

  @Test
  void progressIsABarThatMoves() {
    var ran =
        execute(
            """
            try (var progress = Progress.of("Letters <b>", 1_000)) {
              for (int i = 0; i < 1_000; i++) progress.advance();
            }\
            """);

    var first = ran.contents("display_data").getFirst();
    assertThat(first.getAsJsonObject("data").get("text/plain").getAsString())
        .isEqualTo("[" + ".".repeat(30) + "] Letters <b> 0/1000");
    var updates = ran.contents("update_display_data");
    // However fast it is told, it draws a few times a second, and always its end.
    assertThat(updates).hasSizeBetween(1, 100);
    var last = updates.getLast().getAsJsonObject("data");
    assertThat(last.get("text/plain").getAsString())
        .isEqualTo("[" + "#".repeat(30) + "] Letters <b> 1000/1000");
    assertThat(last.get("text/html").getAsString())
        .isEqualTo("<progress max='1000' value='1000'></progress> Letters &lt;b&gt; 1000/1000");
    assertThat(updates)
        .allSatisfy(
            update -> assertThat(update.get("transient")).isEqualTo(first.get("transient")));
  }

  @Test
  void aLoopShowsItsProgress() {
    var ran =
        execute(
            "int sum = 0; for (int n : Progress.over(\"Sum\", List.of(1, 2, 3))) sum += n; sum");

    assertThat(ran.contents("update_display_data").getLast().toString()).contains("Sum 3/3");
    ran.result("6");
  }

  @Test
  void progressOfNothingIsDone() {
    execute("for (var n : Progress.over(\"None\", List.of())) {}")
        .displays("text/plain", "[" + "#".repeat(30) + "] None 0/0");
    execute("Progress.of(\"Less\", -1)").fails("IllegalArgumentException");
  }
}
