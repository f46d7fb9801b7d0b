package dev.wirelab.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wirelab.kernel.KernelProcess;
import dev.wirelab.kernel.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilerOptionsTest {

  @Test
  void wordsAreOptions() {
    assertThat(options("")).isEmpty();
    assertThat(options("-parameters -Xlint:all")).containsExactly("-parameters", "-Xlint:all");
    assertThat(options("\"-Akey=two words\"")).containsExactly("-Akey=two words");
  }

  @Test
  void previewFeaturesNeedTheirVersion() {
    assertThat(options("--enable-preview")).containsExactly("--enable-preview", "--source", "25");
  }

  @Test
  void anOptionThatJavacDoesNotKnowIsLeftOutAndNamed() {
    assertThat(options("-parameters --no-such")).containsExactly("-parameters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CompilerOptions.of("-parameters --no-such").check())
        .withMessage("javac knows no option --no-such");
  }

  @Test
  void previewFeaturesRun(@TempDir Path folder) throws IOException {
    var environment = Map.of("WIRELAB_COMPILER_OPTIONS", "--enable-preview");
    try (var session = Session.of(KernelProcess.start(folder, environment))) {
      session.execute("Object n = 7;\nn instanceof int i && i > 5").result("true");
      session
          .execute(
              "try (var scope = StructuredTaskScope.open()) { var task = scope.fork(() -> 42); scope.join(); System.out.print(task.get()); }")
          .prints("42");
    }
  }

  private static List<String> options(String setting) {
    return CompilerOptions.of(setting).known();
  }
}
