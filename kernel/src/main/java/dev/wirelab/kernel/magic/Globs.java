package dev.wirelab.kernel.magic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Paths with `*` and `?` in them: several characters of a name, and one. A slash at the end means
/// all that is in the folder. A tilde at the beginning is the user's home.
public final class Globs {

  private Globs() {}

  /// The paths that are meant, sorted; a path without wildcards is one, whether it is there or not.
  ///
  /// @throws IllegalArgumentException if there is none
  public static List<Path> paths(String glob) {
    var text = glob.startsWith("~/") ? System.getProperty("user.home") + glob.substring(1) : glob;
    var whole = text.endsWith("/") ? text + "*" : text;
    if (!isGlob(whole)) {
      return List.of(Path.of(whole));
    }
    var found = Stream.of(whole.startsWith("/") ? Path.of("/") : Path.of(""));
    for (var segment : whole.split("/")) {
      if (!segment.isEmpty()) {
        found = found.flatMap(folder -> within(folder, segment));
      }
    }
    var paths = found.sorted().toList();
    if (paths.isEmpty()) {
      throw new IllegalArgumentException(
          "Nothing matches "
              + glob
              + (whole.startsWith("/") ? "" : " in " + Path.of("").toAbsolutePath()));
    }
    return paths;
  }

  private static Stream<Path> within(Path folder, String segment) {
    if (!isGlob(segment)) {
      return Stream.of(folder.resolve(segment)).filter(Files::exists);
    }
    var name =
        Pattern.compile(
            segment
                .chars()
                .mapToObj(
                    c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining()));
    try (var entries = Files.list(folder)) {
      return entries
          .filter(entry -> name.matcher(entry.getFileName().toString()).matches())
          .toList()
          .stream();
    } catch (java.nio.file.NotDirectoryException e) {
      return Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isGlob(String path) {
    return path.contains("*") || path.contains("?");
  }
}
