package dev.wirelab.kernel.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where Jupyter looks for kernels.
///
/// @param system the operating system, as Java calls it
/// @param environment the variables that a user may have set
/// @param home the user's folder
/// @see <a href="https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs">Kernel
///   specs</a>
record JupyterPaths(String system, Map<String, String> environment, Path home) {

  static JupyterPaths ofThisMachine() {
    return new JupyterPaths(
        System.getProperty("os.name"), System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /// The kernels of one user.
  Path user() {
    return set("JUPYTER_DATA_DIR")
        .orElseGet(() -> {
          if (system.startsWith("Mac")) {
            return home.resolve("Library").resolve("Jupyter");
          }
          if (system.startsWith("Windows")) {
            return set("APPDATA")
                .map(data -> data.resolve("jupyter"))
                .orElseGet(() ->
                    set("JUPYTER_CONFIG_DIR").orElse(home.resolve(".jupyter")).resolve("data"));
          }
          return set("XDG_DATA_HOME")
              .orElse(home.resolve(".local").resolve("share"))
              .resolve("jupyter");
        })
        .resolve("kernels");
  }

  /// The kernels of an environment of Python, or of the machine (`/usr/local`).
  static Path in(Path prefix) {
    return prefix.resolve("share").resolve("jupyter").resolve("kernels");
  }

  /// The kernels of the environment whose Python is first on the PATH, as that Python tells.
  ///
  /// @throws IOException if there is none
  Path sysPrefix() throws IOException {
    for (var python :
        system.startsWith("Windows") ? List.of("python", "py") : List.of("python3", "python")) {
      try {
        var asked = new ProcessBuilder(python, "-c", "import sys; print(sys.prefix)");
        var process = asked.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        process.getOutputStream().close();
        try (var answer = process.inputReader()) {
          var prefix = answer.readLine();
          if (prefix != null && process.onExit().join().exitValue() == 0) {
            return in(Path.of(prefix));
          }
        }
      } catch (IOException | UncheckedIOException e) {
        // Not this one.
      }
    }
    throw new IOException("--sys-prefix is that of the Python on PATH, and there is none");
  }

  private Optional<Path> set(String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isEmpty())
        .map(Path::of);
  }
}
