package dev.wirelab.kernel.magic;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Where libraries come from, with all that they need.
///
/// Methods wait for the network; an interrupt ends the waiting, and what is under way is given up.
public interface Artifacts extends AutoCloseable {

  /// A library in a file.
  ///
  /// @param key group, artifact, and what else tells it from all others but its own versions
  record Library(String key, String version, Path file) {

    /// As `%maven` takes it.
    @Override
    public String toString() {
      return key + ":" + version;
    }
  }

  /// Looks here too, behind the repositories that are known already.
  void repository(String id, String url);

  /// The repositories that are asked, in this order, as `id url`.
  List<String> repositories();

  /// The artifacts of these coordinates, and all that they need when they run.
  ///
  /// @param coordinates each `group:artifact[:extension[:classifier]]:version`
  /// @throws Exception with a message that says what was not found, and where
  List<Library> resolve(List<String> coordinates) throws Exception;

  /// What a Maven project depends on, with all that this needs when it runs. The project's own
  /// repositories are asked, not those that were added.
  ///
  /// @param pom the project's file
  /// @param scopes which of its dependencies
  /// @throws Exception with a message that says what was wrong
  List<Library> dependencies(Path pom, Set<String> scopes) throws Exception;

  @Override
  void close();
}
