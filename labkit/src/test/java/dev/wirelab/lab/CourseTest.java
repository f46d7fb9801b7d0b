package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the start page shows of the lessons beside it.
class CourseTest {

  private static final String NOTEBOOK =
      """
      {"cells": [
        {"cell_type": "markdown", "metadata": {}, "source": ["# 1 · SMTP <by> hand\\n", "More."]},
        {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": [], "source": "lab.smtp()"},
        %s
      ]}
      """;

  @TempDir private Path folder;

  private static String check(String count, String output) {
    return """
    {"cell_type": "code", "metadata": {"nbgrader": {"grade": true}}, "execution_count": %s,
     "outputs": [%s], "source": "letter.verify();"}\
    """
        .formatted(count, output);
  }

  private void save(String name, String... checks) throws IOException {
    Files.writeString(folder.resolve(name), NOTEBOOK.formatted(String.join(",", checks)));
  }

  @Test
  void countsTheChecksThatEndedWithoutAnError() throws IOException {
    save(
        "01-smtp.ipynb",
        check("7", "{\"output_type\": \"display_data\"}"),
        check("8", "{\"output_type\": \"display_data\"}, {\"output_type\": \"error\"}"),
        check("null", ""));
    assertThat(Course.in(folder).toString().lines())
        .containsExactly(
            "The course so far: 1 of 3 exercises done",
            "No.  Lesson              Exercises done",
            "01   1 · SMTP <by> hand  1 of 3");
  }

  @Test
  void linksToTheLessonsInTheirOrder() throws IOException {
    save("02-b.ipynb", check("null", ""));
    save("01-a.ipynb", check("null", ""));
    var html = Course.in(folder).mimeBundle().data().get("text/html").toString();
    assertThat(html)
        .containsSubsequence(
            "<a href=\"01-a.ipynb\">1 · SMTP &lt;by&gt; hand</a>", "<a href=\"02-b.ipynb\">");
  }

  @Test
  void showsTheOthersWhereOneCannotBeRead() throws IOException {
    save("01-a.ipynb", check("1", ""));
    Files.writeString(folder.resolve("02-b.ipynb"), "{\"cells\": 7}");
    Files.writeString(folder.resolve("03-c.ipynb"), "no JSON");
    assertThat(Course.in(folder).toString().lines())
        .anyMatch(line -> line.endsWith("1 of 1"))
        .anyMatch(line -> line.matches("02 +02-b.ipynb +can’t be read"))
        .anyMatch(line -> line.matches("03 +03-c.ipynb +can’t be read"));
  }

  @Test
  void leavesOutWhatIsNoLesson() throws IOException {
    Files.writeString(folder.resolve("notes.ipynb"), "{}");
    Files.writeString(folder.resolve("README.md"), "");
    assertThat(Course.in(folder).lessons()).isEmpty();
  }
}
