package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.lab.show.Blackboard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a learner has reached outlives the kernel, beside the notebook that is open.
class ProgressTest {

  private static final String NOTHING_DONE =
      """
      The lesson so far: 0 of 2 exercises done
      Exercise  Result     Checks  Tries
      Sums      not tried
      Dots      not tried
      """;

  @TempDir private Path folder;

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  private String shown() {
    var text = shown.toString(StandardCharsets.UTF_8);
    shown.reset();
    return text;
  }

  private SavedProgress progress(String notebook) {
    return SavedProgress.of(Map.of("JPY_SESSION_NAME", folder.resolve(notebook).toString()));
  }

  /// As a kernel begins.
  private Lesson lesson(SavedProgress progress) {
    var board = Blackboard.of(new PrintStream(shown, true, StandardCharsets.UTF_8));
    return new Lesson(board, false, _ -> Optional.empty(), progress);
  }

  private static Exercise sums(Lesson lesson) {
    var nothing = new Evidence(() -> new Conversations(List.of()), _ -> null);
    return new Exercise("Sums", "", nothing, lesson).check("one and one", 2, () -> 1 + 1);
  }

  private void solve(SavedProgress progress) {
    sums(lesson(progress)).verify();
    shown();
  }

  private String table(SavedProgress progress) {
    lesson(progress).showProgress(List.of("Sums", "Dots"));
    return shown();
  }

  @Test
  void theNextKernelOfTheNotebookKnowsWhatWasReached() {
    solve(progress("01-smtp.ipynb"));
    assertThat(table(progress("01-smtp.ipynb")))
        .isEqualTo(
            """
            The lesson so far: 1 of 2 exercises done
            Exercise  Result     Checks  Tries
            Sums      ✔ passed   1 of 1  1
            Dots      not tried
            """);
    solve(progress("01-smtp.ipynb"));
    assertThat(table(progress("01-smtp.ipynb"))).contains("Sums      ✔ passed   1 of 1  2\n");
  }

  @Test
  void theTableIsInTheLessonsOrder() {
    var lesson = lesson(progress("01-smtp.ipynb"));
    sums(lesson).verify();
    shown();
    lesson.showProgress(List.of("Dots", "Sums"));
    assertThat(shown()).containsSubsequence("Dots ", "Sums ");
  }

  @Test
  void anotherNotebookBeginsWithNothingDone() {
    solve(progress("01-smtp.ipynb"));
    assertThat(table(progress("02-errors.ipynb"))).isEqualTo(NOTHING_DONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "console-1-3f2a"})
  void aRunWithoutAnOpenNotebookKeepsNothing(String session) throws IOException {
    solve(SavedProgress.of(Map.of("JPY_SESSION_NAME", session)));
    solve(SavedProgress.of(Map.of()));
    assertThat(table(SavedProgress.of(Map.of()))).isEqualTo(NOTHING_DONE);
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"Sums\": 1}",
        "{\"Sums\": {}}",
        "{\"Sums\": {\"passed\": \"x\"}}"
      })
  void whatSomebodyHasSpoiltBeginsAnew(String contents) throws IOException {
    var progress = progress("01-smtp.ipynb");
    solve(progress);
    Files.writeString(progress.file().orElseThrow(), contents);
    assertThat(table(progress)).isEqualTo(NOTHING_DONE);
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaidAndTheExerciseStandsAllTheSame() throws IOException {
    Files.writeString(folder.resolve(".wirelab-progress"), "in the way");
    sums(lesson(progress("01-smtp.ipynb"))).verify();
    assertThat(shown())
        .contains("What you have reached cannot be kept in ", "FileAlreadyExistsException")
        .contains("Sums: 1 of 1 check passed");
  }

  @Test
  void whatIsNotPassedIsKeptAsTried() {
    var progress = progress("01-smtp.ipynb");
    var wrong = sums(lesson(progress)).check("two and two", 4, () -> 5);
    assertThatThrownBy(wrong::verify).isInstanceOf(CheckFailed.class);
    shown();
    assertThat(table(progress)).contains("Sums      ✘ not yet  1 of 2  1\n");
  }
}
