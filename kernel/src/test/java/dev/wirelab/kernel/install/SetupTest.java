package dev.wirelab.kernel.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is asked of the jar. The tests run on folders of classes, from which nothing can be
/// installed; the tests of the wheel install from the jar.
class SetupTest {

  @TempDir private Path home;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                          | What to do?",
        "dance                       | There is no dance",
        "install --everywhere        | There is no --everywhere",
        "install --prefix            | --prefix wants a value",
        "install --user --prefix x   | One place at a time",
        "install --name My/Kernel    | --name is letters from a to z",
        "train                       | train wants a folder and a JDK"
      })
  void whatThereIsNotIsToldWithTheUsage(String line, String why) throws InterruptedException {
    int code = run(line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(code).isEqualTo(2);
    assertThat(said()).startsWith(why).contains("Usage: java -jar wirelab-kernel.jar install");
  }

  @Test
  void onlyJarsAreInstalled() throws InterruptedException {
    assertThat(run("install")).isOne();
    assertThat(said()).contains("is no jar; install from jars").hasLineCount(1);
  }

  @Test
  void anotherKernelIsNeitherWrittenOverNorRemoved() throws IOException, InterruptedException {
    var other = kernelspec("java", "{\"argv\": [\"jjava\"]}");

    assertThat(run("install")).isOne();
    assertThat(run("uninstall")).isOne();

    assertThat(said()).contains("another kernel is in " + other, "--name").hasLineCount(2);
    assertThat(other.resolve("kernel.json")).exists();
  }

  @Test
  void whatWasInstalledIsRemoved() throws IOException, InterruptedException {
    var ours = kernelspec("mine", "{\"argv\": [\"dev.wirelab.kernel.Main\"]}");
    Files.createFile(Files.createDirectory(ours.resolve("lib")).resolve("a.jar"));
    Files.createFile(ours.resolve("kernel.aot"));

    assertThat(run("uninstall", "--name", "mine")).isZero();

    assertThat(said()).startsWith("Removed " + ours);
    assertThat(ours).doesNotExist();
  }

  @Test
  void filesOfOthersStay() throws IOException, InterruptedException {
    var ours = kernelspec("java", "{\"argv\": [\"dev.wirelab.kernel.Main\"]}");
    Files.createFile(ours.resolve("logo-64x64.png"));

    assertThat(run("uninstall", "--to", ours.toString())).isZero();

    assertThat(said()).contains("other files there stay");
    assertThat(ours).isDirectoryContaining("glob:**logo-64x64.png");
  }

  @Test
  void thereMayBeNoneToRemove() throws InterruptedException {
    assertThat(run("uninstall", "--prefix", home.toString())).isOne();
    assertThat(said()).contains("no kernel is in " + home.resolve("share/jupyter/kernels/java"));
  }

  @Test
  void aPlaceThatCannotBeWritten() throws IOException, InterruptedException {
    var file = Files.createFile(home.resolve("file"));

    assertThat(run("install", "--prefix", file.toString())).isOne();

    assertThat(said()).contains(file.toString()).hasLineCount(1);
  }

  private Path kernelspec(String name, String json) throws IOException {
    var folder = home.resolve(".local/share/jupyter/kernels").resolve(name);
    Files.writeString(Files.createDirectories(folder).resolve("kernel.json"), json);
    return folder;
  }

  private int run(String... args) throws InterruptedException {
    var paths = new JupyterPaths("Linux", Map.of(), home);
    return new Setup(paths, new PrintStream(err, true, UTF_8)).run(args);
  }

  private String said() {
    return err.toString(UTF_8);
  }
}
