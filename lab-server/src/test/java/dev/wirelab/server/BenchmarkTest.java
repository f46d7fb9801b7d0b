package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The programs that `./wirelab bench server` compares are compiled only then; they must not fall
/// behind what they use.
class BenchmarkTest {

  @Test
  void itsProgramsCompile(@TempDir Path classes) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var said = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null);
        var sources = Files.list(Path.of("bench"))) {
      var options =
          List.of(
              "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString());
      var programs = sources.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(programs).isNotEmpty();
      boolean compiled =
          compiler
              .getTask(
                  said, files, null, options, null, files.getJavaFileObjectsFromPaths(programs))
              .call();
      assertThat(compiled).as(said.toString()).isTrue();
    }
  }
}
