package dev.wirelab.kernel.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The places of Jupyter's own `jupyter_core.paths`, on systems other than this one too.
class JupyterPathsTest {

  private static final Path HOME = Path.of("home");

  @Test
  void ofAUserOnLinux() {
    assertThat(user("Linux", Map.of())).isEqualTo(HOME.resolve(".local/share/jupyter/kernels"));
    assertThat(user("Linux", Map.of("XDG_DATA_HOME", "data")))
        .isEqualTo(Path.of("data/jupyter/kernels"));
  }

  @Test
  void ofAUserOnMacOs() {
    assertThat(user("Mac OS X", Map.of("XDG_DATA_HOME", "data")))
        .isEqualTo(HOME.resolve("Library/Jupyter/kernels"));
  }

  @Test
  void ofAUserOnWindows() {
    assertThat(user("Windows 11", Map.of("APPDATA", "C:\\Users\\a\\AppData\\Roaming")))
        .isEqualTo(Path.of("C:\\Users\\a\\AppData\\Roaming", "jupyter", "kernels"));
    assertThat(user("Windows 11", Map.of())).isEqualTo(HOME.resolve(".jupyter/data/kernels"));
    assertThat(user("Windows 11", Map.of("JUPYTER_CONFIG_DIR", "config")))
        .isEqualTo(Path.of("config/data/kernels"));
  }

  @Test
  void whatTheUserHasSetComesFirst() {
    for (var system : new String[] {"Linux", "Mac OS X", "Windows 11"}) {
      assertThat(user(system, Map.of("JUPYTER_DATA_DIR", "set", "APPDATA", "data")))
          .isEqualTo(Path.of("set/kernels"));
      assertThat(user(system, Map.of("JUPYTER_DATA_DIR", ""))).startsWithRaw(HOME);
    }
  }

  @Test
  void ofAPrefix() {
    assertThat(JupyterPaths.in(Path.of("/usr/local")))
        .isEqualTo(Path.of("/usr/local/share/jupyter/kernels"));
  }

  private static Path user(String system, Map<String, String> environment) {
    return new JupyterPaths(system, environment, HOME).user();
  }
}
