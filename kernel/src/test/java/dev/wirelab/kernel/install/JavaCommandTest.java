package dev.wirelab.kernel.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.wirelab.kernel.Main;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaCommandTest {

  private static final String LIB = File.separator + "lib" + File.separator;

  private final JavaCommand command =
      JavaCommand.in("{resource_dir}", Path.of("jdk"), List.of("b.jar", "a.jar"));

  @Test
  void theClassPathKeepsTheOrderOfTheJars() {
    var serving = command.serving(Main.class);

    assertThat(serving)
        .startsWith(Path.of("jdk", "bin", "java").toString())
        .containsSequence(
            "-cp",
            "{resource_dir}"
                + LIB
                + "b.jar"
                + File.pathSeparator
                + "{resource_dir}"
                + LIB
                + "a.jar",
            "dev.wirelab.kernel.Main");
  }

  @Test
  void trainingAndServingDifferInNothingThatTheCacheMinds() {
    var training = command.training(Main.class, Path.of("new.aot"));
    var serving = command.serving(Main.class);

    assertThat(training).contains("-XX:AOTCacheOutput=new.aot");
    assertThat(serving).contains("-XX:AOTCache={resource_dir}" + File.separator + "kernel.aot");
    assertThat(training)
        .filteredOn(option -> !option.startsWith("-XX:AOT") && !option.startsWith("-XX:Tiered"))
        .containsExactlyElementsOf(
            serving.stream().filter(option -> !option.startsWith("-XX:AOT")).toList());
  }

  @Test
  void theKernelSaysNothingOfItsOwnOnStderr() {
    assertThat(command.serving(Main.class)).contains("-Xlog:disable");
  }

  @Test
  void kernelJsonIsWhatJupyterReads() {
    var json = JsonParser.parseString(Install.kernelJson(command)).getAsJsonObject();

    assertThat(json.get("language").getAsString()).isEqualTo("java");
    assertThat(json.get("interrupt_mode").getAsString()).isEqualTo("message");
    assertThat(json.get("display_name").getAsString()).startsWith("Java ");
    assertThat(json.getAsJsonArray("argv").asList().stream().map(JsonElement::getAsString))
        .endsWith("dev.wirelab.kernel.Main", "{connection_file}");
  }
}
