package dev.wirelab.kernel.install;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/// The program in the kernel's jar: `java -jar wirelab-kernel.jar install`, and `uninstall`.
public final class Setup {

  private static final String USAGE =
      """
      Usage: java -jar wirelab-kernel.jar install [WHERE] [--name NAME]
             java -jar wirelab-kernel.jar uninstall [WHERE] [--name NAME]

      WHERE: --user         for you alone (the default)
             --sys-prefix   into the environment of the Python on PATH
             --prefix DIR   into DIR/share/jupyter/kernels, such as /usr/local for the whole machine
             --to DIR       into this very folder
             --untrained    the kernel alone: it starts slower, and has no documentation of its own
      NAME:  what Jupyter calls the kernel; java, as notebooks have it, if not given
      """;

  private final JupyterPaths paths;
  private final PrintStream err;

  /// @param err where steps and errors are told
  Setup(JupyterPaths paths, PrintStream err) {
    this.paths = paths;
    this.err = err;
  }

  /// Tells its steps on stderr, and ends with 0, with 1 where a step failed, or with 2 where it was
  /// asked for something that there is not.
  public static void main(String[] args) throws InterruptedException {
    System.exit(new Setup(JupyterPaths.ofThisMachine(), System.err).run(args));
  }

  int run(String... args) throws InterruptedException {
    try {
      return command(args);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage() + "\n\n" + USAGE.strip());
      return 2;
    } catch (FileSystemException e) {
      err.println(reason(e) + "; choose another place, or see to it that this one can be written");
      return 1;
    } catch (IOException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private int command(String... args) throws IOException, InterruptedException {
    switch (args.length == 0 ? "" : args[0]) {
      case "install" -> install(new Wish(args));
      case "uninstall" -> uninstall(new Wish(args));
      case "train" -> train(args);
      case "" -> throw new IllegalArgumentException("What to do?");
      default -> throw new IllegalArgumentException("There is no " + args[0]);
    }
    return 0;
  }

  private void install(Wish wish) throws IOException, InterruptedException {
    if (ModuleLayer.boot().findModule("jdk.jshell").isEmpty()) {
      throw new IOException(
          System.getProperty("java.home") + " has no JShell; use a JDK, which has all of Java");
    }
    var kernelspec = new Kernelspec(wish.folder());
    new Install(kernelspec, err).run(wish.trained, wish.sources);
    err.println("Installed in " + kernelspec.folder());
  }

  private void uninstall(Wish wish) throws IOException {
    var kernelspec = new Kernelspec(wish.folder());
    boolean gone = kernelspec.remove();
    err.println(
        gone
            ? "Removed " + kernelspec.folder()
            : "Removed the kernel from " + kernelspec.folder() + "; other files there stay");
  }

  /// For the wheel, which finds its JDK when it starts: makes what needs one, for the jar that this
  /// is.
  private static void train(String... args) throws IOException, InterruptedException {
    if (args.length != 3) {
      throw new IllegalArgumentException("train wants a folder and a JDK");
    }
    var jdk = Path.of(args[2]);
    var classPath = System.getProperty("java.class.path");
    var command = new JavaCommand(JavaCommand.java(jdk), classPath, args[1]);
    new StartupCache(command, jdk).documentAndTrain();
  }

  private static String reason(FileSystemException e) {
    // Those without a reason of their own say but the file.
    return e.getReason() == null && e.getClass() != FileSystemException.class
        ? e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getFile()
        : e.getMessage();
  }

  /// What was asked for.
  private final class Wish {

    private final ArrayDeque<String> left;
    private Path kernels;
    private Path folder;
    private String name = "java";
    private boolean trained = true;
    private Optional<Path> sources = Optional.empty();

    Wish(String... args) throws IOException {
      left = new ArrayDeque<>(List.of(args));
      left.removeFirst();
      while (!left.isEmpty()) {
        var option = left.removeFirst();
        switch (option) {
          case "--user" -> where(paths.user());
          case "--sys-prefix" -> where(paths.sysPrefix());
          case "--prefix" -> where(JupyterPaths.in(path(option)));
          case "--to" -> {
            folder = path(option);
            where(folder.getParent());
          }
          case "--name" -> name = value(option);
          case "--sources" -> sources = Optional.of(path(option));
          case "--untrained" -> trained = false;
          default -> throw new IllegalArgumentException("There is no " + option);
        }
      }
      if (!name.matches("[a-z0-9._-]+")) {
        throw new IllegalArgumentException(
            "--name is letters from a to z, digits, and . _ - between them, not " + name);
      }
    }

    private void where(Path place) {
      if (kernels != null) {
        throw new IllegalArgumentException("One place at a time");
      }
      kernels = place;
    }

    private Path path(String option) {
      return Path.of(value(option)).toAbsolutePath();
    }

    private String value(String option) {
      if (left.isEmpty()) {
        throw new IllegalArgumentException(option + " wants a value");
      }
      return left.removeFirst();
    }

    Path folder() {
      return folder != null ? folder : (kernels == null ? paths.user() : kernels).resolve(name);
    }
  }
}
