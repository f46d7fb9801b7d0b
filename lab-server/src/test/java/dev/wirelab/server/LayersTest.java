package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The server stands on its own.
class LayersTest {

  private static final Pattern ABOVE = Pattern.compile("dev\\.wirelab\\.(?:kernel|lab)\\b");

  @Test
  void neitherTheKernelNorLabkitIsKnownHere() throws IOException {
    var knowing = new TreeSet<String>();
    int read = 0;
    try (var files = Files.walk(Path.of("src"))) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        read++;
        if (ABOVE.matcher(Files.readString(file)).find()) {
          knowing.add(file.toString());
        }
      }
    }
    assertThat(read).isPositive();
    assertThat(knowing).isEmpty();
  }
}
