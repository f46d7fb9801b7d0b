package dev.wirelab.kernel.maven;

import dev.wirelab.kernel.magic.Artifacts;
import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.maven.model.building.ModelBuildingException;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.eclipse.aether.util.repository.SimpleArtifactDescriptorPolicy;

/// Artifacts by Maven's own resolver, as the user's settings and local repository have it.
public final class MavenArtifacts implements Artifacts {

  /// How Ivy, and so early versions of IJava, wrote coordinates.
  private static final Pattern IVY = Pattern.compile("([^#;:]+)#([^#;:]+);([^#;:]+)");

  /// A server that says nothing is given up; Maven itself waits for half an hour.
  private static final Map<String, Object> CONFIGURATION =
      Map.of("aether.connector.requestTimeout", 60_000);

  private final Context context;
  private final List<RemoteRepository> more = new ArrayList<>();

  /// Reads the settings.
  public MavenArtifacts() {
    var overrides =
        ContextOverrides.create().withUserSettings(true).configProperties(CONFIGURATION);
    context = new StandaloneStaticRuntime().create(overrides.build());
  }

  @Override
  public void repository(String id, String url) {
    more.removeIf(repository -> repository.getId().equals(id));
    more.add(new RemoteRepository.Builder(id, "default", url).build());
  }

  @Override
  public List<String> repositories() {
    return repositories(context.repositorySystemSession(), more).stream()
        .map(repository -> repository.getId() + " " + repository.getUrl())
        .toList();
  }

  @Override
  public List<Library> resolve(List<String> coordinates) throws IOException {
    try (var downloads = new Downloads()) {
      var session = session(downloads);
      var request = new CollectRequest().setRepositories(repositories(session, more));
      for (var each : coordinates) {
        request.addDependency(new Dependency(artifact(each), JavaScopes.COMPILE));
      }
      return resolve(session, request);
    }
  }

  @Override
  public List<Library> dependencies(Path pom, Set<String> scopes) throws IOException {
    try (var downloads = new Downloads()) {
      var session = session(downloads);
      var project = Project.read(pom);
      session.setWorkspaceReader(project);
      var own = repositories(session, List.of());
      var read = new ArtifactDescriptorRequest(project.artifact(), own, "");
      // What strangers' projects get wrong is overlooked, but not in this one.
      var lenient = session.getArtifactDescriptorPolicy();
      session.setArtifactDescriptorPolicy(new SimpleArtifactDescriptorPolicy(false, false));
      var described = context.repositorySystem().readArtifactDescriptor(session, read);
      session.setArtifactDescriptorPolicy(lenient);
      var request =
          new CollectRequest()
              .setManagedDependencies(described.getManagedDependencies())
              .setRepositories(repositories(session, described.getRepositories()));
      described.getDependencies().stream()
          .filter(dependency -> scopes.contains(dependency.getScope()))
          .map(dependency -> dependency.setScope(JavaScopes.COMPILE).setOptional(false))
          .forEach(request::addDependency);
      return resolve(session, request);
    } catch (ArtifactDescriptorException e) {
      throw told(e);
    }
  }

  private DefaultRepositorySystemSession session(Downloads downloads) {
    var session = new DefaultRepositorySystemSession(context.repositorySystemSession());
    session.setTransferListener(downloads);
    return session;
  }

  /// The user's, and these, as mirrors, proxies and passwords of the settings would have them.
  private List<RemoteRepository> repositories(
      RepositorySystemSession session, List<RemoteRepository> others) {
    var all = new ArrayList<>(context.remoteRepositories());
    for (var repository : context.repositorySystem().newResolutionRepositories(session, others)) {
      if (all.stream().noneMatch(known -> known.getId().equals(repository.getId()))) {
        all.add(repository);
      }
    }
    return all;
  }

  private List<Library> resolve(RepositorySystemSession session, CollectRequest request)
      throws IOException {
    var runtime = DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME);
    try {
      return context
          .repositorySystem()
          .resolveDependencies(session, new DependencyRequest(request, runtime))
          .getArtifactResults()
          .stream()
          .map(ArtifactResult::getArtifact)
          .map(MavenArtifacts::told)
          .toList();
    } catch (DependencyResolutionException e) {
      throw told(e);
    }
  }

  private static Artifact artifact(String coordinates) {
    var maven = IVY.matcher(coordinates).replaceAll("$1:$2:$3");
    try {
      return new DefaultArtifact(maven);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' is not GROUP:ARTIFACT:VERSION".formatted(coordinates), e);
    }
  }

  private static Library told(Artifact artifact) {
    var key = new StringBuilder(artifact.getGroupId()).append(':').append(artifact.getArtifactId());
    if (!artifact.getClassifier().isEmpty()) {
      key.append(':').append(artifact.getExtension()).append(':').append(artifact.getClassifier());
    }
    return new Library(key.toString(), artifact.getVersion(), artifact.getFile().toPath());
  }

  /// The innermost message that Maven has: those around it say that something failed, and where in
  /// its graph.
  private static IOException told(RepositoryException failed) {
    Throwable inner = failed;
    while (inner.getCause() instanceof RepositoryException
        || inner.getCause() instanceof ModelBuildingException) {
      inner = inner.getCause();
    }
    return new IOException(inner.getMessage());
  }

  @Override
  public void close() {
    context.close();
  }
}
