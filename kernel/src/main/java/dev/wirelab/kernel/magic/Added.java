package dev.wirelab.kernel.magic;

import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.MimeBundle;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.stream.Collectors;

/// What was added to the class path: a list of paths that reads as a sentence.
final class Added extends AbstractList<String> implements Displayable {

  private final List<Path> paths;

  Added(List<Path> paths) {
    this.paths = List.copyOf(paths);
  }

  @Override
  public String get(int index) {
    return paths.get(index).toAbsolutePath().toString();
  }

  @Override
  public int size() {
    return paths.size();
  }

  /// The files' names: where they lie differs from machine to machine.
  @Override
  public MimeBundle mimeBundle() {
    return MimeBundle.text(
        paths.stream()
            .map(path -> path.toAbsolutePath().normalize().getFileName().toString())
            .collect(Collectors.joining(", ", "Added to the class path: ", "")));
  }
}
