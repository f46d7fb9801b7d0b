package dev.wirelab.kernel.install;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The AOT cache of a kernel: what the JVM learned from one scripted session, so that it starts
/// quickly. It fits one build of one JDK; another starts without it, only slower.
final class StartupCache {

  /// How a training went.
  enum Outcome {
    TRAINED,
    FAILED,
    /// Another process is at it, or was a moment ago.
    LEFT_TO_ANOTHER
  }

  /// All that may be beside what an installation copies.
  static final List<String> FILES =
      List.of(
          JavaCommand.CACHE,
          JavaCommand.CACHE + ".jdk",
          JavaCommand.CACHE + ".new",
          JavaCommand.DOCUMENTATION,
          JavaCommand.DOCUMENTATION + ".new",
          "training.log",
          "training.lock");

  private static final int TRAINING_SECONDS = 180;

  private final JavaCommand command;
  private final Path jdk;
  private final Path file;

  /// @param jdk the home of the command's JDK, as who asks later will call it
  StartupCache(JavaCommand command, Path jdk) {
    this.command = command;
    this.jdk = jdk;
    file = Path.of(command.folder(), JavaCommand.CACHE);
  }

  /// What the training said, where it failed.
  Path log() {
    return file.resolveSibling("training.log");
  }

  /// Makes the documentation of the class path, too, and then trains: both unless this JDK already
  /// has.
  ///
  /// @throws IOException if the folder cannot be written
  Outcome documentAndTrain() throws IOException, InterruptedException {
    return train(
        false,
        () -> {
          var index = file.resolveSibling(JavaCommand.DOCUMENTATION);
          var fresh = file.resolveSibling(JavaCommand.DOCUMENTATION + ".new");
          Documentation.make(fresh, jdk, List.of(Path.of(command.classPath())));
          Files.move(fresh, index, StandardCopyOption.REPLACE_EXISTING);
        });
  }

  /// What comes before a training.
  private interface Step {
    void take() throws IOException;
  }

  /// Plays the session and puts the cache in its place in one go, so that a kernel that starts
  /// meanwhile finds a whole one or none.
  ///
  /// Beside it stands which JDK tried, also where it failed: it need not be tried again.
  ///
  /// @throws IOException if the folder cannot be written
  Outcome train() throws IOException, InterruptedException {
    return train(true, () -> {});
  }

  private Outcome train(boolean anew, Step before) throws IOException, InterruptedException {
    try (var lock =
            FileChannel.open(
                file.resolveSibling("training.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var held = lock.tryLock()) {
      var tried = file.resolveSibling(file.getFileName() + ".jdk");
      if (held == null || !anew && isOf(tried)) {
        return Outcome.LEFT_TO_ANOTHER;
      }
      Files.deleteIfExists(tried);
      before.take();
      var fresh = file.resolveSibling(file.getFileName() + ".new");
      boolean done = play(fresh);
      if (done) {
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(log());
      } else {
        Files.deleteIfExists(fresh);
        Files.deleteIfExists(file);
      }
      Files.writeString(tried, identity());
      return done ? Outcome.TRAINED : Outcome.FAILED;
    }
  }

  private boolean play(Path fresh) throws IOException, InterruptedException {
    var training =
        new ProcessBuilder(command.training(Training.class, fresh))
            .redirectErrorStream(true)
            .redirectOutput(log().toFile());
    // As front ends do: to watch its parent is part of a start.
    training.environment().put("JPY_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
    var process = training.start();
    boolean ended = process.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    return ended && process.exitValue() == 0 && Files.isRegularFile(fresh);
  }

  private boolean isOf(Path tried) throws IOException {
    return Files.isRegularFile(tried) && Files.readString(tried).equals(identity());
  }

  /// Where the JDK lies and what it says of itself, as the wheel's `start.py` reads it too.
  private String identity() throws IOException {
    return jdk + "\n" + Files.readString(jdk.resolve("release"));
  }
}
