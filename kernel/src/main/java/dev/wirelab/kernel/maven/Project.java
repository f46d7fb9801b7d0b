package dev.wirelab.kernel.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;

/// A project that no repository has, and the parents that lie in folders beside it.
final class Project implements WorkspaceReader {

  private final WorkspaceRepository repository = new WorkspaceRepository("project");
  private final Map<String, Path> poms = new HashMap<>();
  private final Artifact artifact;

  private Project(Path pom) throws IOException {
    artifact = add(pom);
  }

  static Project read(Path pom) throws IOException {
    return new Project(pom);
  }

  /// The project's POM, as a repository would name it.
  Artifact artifact() {
    return artifact;
  }

  private Artifact add(Path pom) throws IOException {
    var model = model(pom);
    var parent = Optional.ofNullable(model.getParent());
    var found =
        new DefaultArtifact(
            value(pom, "groupId", model.getGroupId(), parent.map(Parent::getGroupId)),
            value(pom, "artifactId", model.getArtifactId(), Optional.empty()),
            "pom",
            value(pom, "version", model.getVersion(), parent.map(Parent::getVersion)));
    boolean first = poms.putIfAbsent(key(found), pom) == null;
    if (first && parent.isPresent() && !parent.get().getRelativePath().isBlank()) {
      addParent(pom.resolveSibling(parent.get().getRelativePath()).normalize());
    }
    return found;
  }

  /// A parent that is not where the project looks for it comes from a repository.
  private void addParent(Path place) throws IOException {
    var file = Files.isDirectory(place) ? place.resolve("pom.xml") : place;
    if (Files.isRegularFile(file)) {
      add(file);
    }
  }

  private static Model model(Path pom) throws IOException {
    try (var in = Files.newInputStream(pom)) {
      return new MavenXpp3Reader().read(in, false);
    } catch (XmlPullParserException e) {
      throw new IOException(pom.getFileName() + " is no POM: " + e.getMessage(), e);
    }
  }

  private static String value(Path pom, String name, String own, Optional<String> inherited)
      throws IOException {
    return Optional.ofNullable(own)
        .or(() -> inherited)
        .orElseThrow(() -> new IOException(pom.getFileName() + " has no <" + name + ">"));
  }

  private static String key(Artifact artifact) {
    return artifact.getGroupId() + ":" + artifact.getArtifactId() + ":" + artifact.getVersion();
  }

  @Override
  public WorkspaceRepository getRepository() {
    return repository;
  }

  @Override
  public File findArtifact(Artifact wanted) {
    var pom = wanted.getExtension().equals("pom") ? poms.get(key(wanted)) : null;
    return pom == null ? null : pom.toFile();
  }

  @Override
  public List<String> findVersions(Artifact wanted) {
    return List.of();
  }
}
