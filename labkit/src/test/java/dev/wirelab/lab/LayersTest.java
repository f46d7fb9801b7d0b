package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What labkit may touch of the kernel.
class LayersTest {

  private static final Pattern KERNEL = Pattern.compile("dev\\.wirelab\\.kernel\\.(\\w+|\\*)");

  @Test
  void ofTheKernelOnlyWhatIsMeantForExtensions() throws IOException {
    var used = new TreeSet<String>();
    try (var files = Files.walk(Path.of("src/main/java"))) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        KERNEL
            .matcher(Files.readString(file))
            .results()
            .map(found -> found.group(1))
            .forEach(used::add);
      }
    }
    assertThat(used).containsExactly("display", "extension");
  }
}
