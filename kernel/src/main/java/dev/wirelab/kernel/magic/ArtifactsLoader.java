package dev.wirelab.kernel.magic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.ServiceLoader;

/// Maven's libraries, apart from the kernel's: loaded when they are first needed, and out of sight
/// of cells, which may want other versions of the same.
///
/// They lie as jars within the kernel's, and are laid out in a folder for as long as they are used.
final class ArtifactsLoader extends URLClassLoader {

  private static final String SERVICE = "META-INF/services/" + Artifacts.class.getName();
  private static final String KERNEL = "dev.wirelab.kernel.";
  private static final String APART = KERNEL + "maven.";
  private static final String LIBRARIES = "dev/wirelab/kernel/maven/lib";

  static {
    registerAsParallelCapable();
  }

  private final Path folder;
  private final ClassLoader kernel = ArtifactsLoader.class.getClassLoader();

  private ArtifactsLoader(Path folder, List<Path> jars) {
    super("maven", urls(jars), ClassLoader.getPlatformClassLoader());
    this.folder = folder;
  }

  static ArtifactsLoader open() throws IOException {
    var folder = Files.createTempDirectory("wirelab-maven-");
    return new ArtifactsLoader(folder, layOut(folder));
  }

  Artifacts artifacts() {
    return ServiceLoader.load(Artifacts.class, this).findFirst().orElseThrow();
  }

  private static List<Path> layOut(Path folder) throws IOException {
    try {
      var here =
          Path.of(
              ArtifactsLoader.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(here)) {
        return copies(here.resolve(LIBRARIES), folder);
      }
      try (var jar = FileSystems.newFileSystem(here)) {
        return copies(jar.getPath(LIBRARIES), folder);
      }
    } catch (URISyntaxException e) {
      throw new IOException("Where the kernel's jar is cannot be told", e);
    }
  }

  private static List<Path> copies(Path libraries, Path folder) throws IOException {
    var copies = new ArrayList<Path>();
    try (var jars = Files.newDirectoryStream(libraries)) {
      for (var jar : jars) {
        copies.add(Files.copy(jar, folder.resolve(jar.getFileName().toString())));
      }
    }
    return copies;
  }

  private static URL[] urls(List<Path> jars) {
    return jars.stream().map(Path::toUri).map(ArtifactsLoader::url).toArray(URL[]::new);
  }

  private static URL url(URI uri) {
    try {
      return uri.toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The part of the kernel that uses the libraries is defined here; the rest is the kernel's own.
  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (!name.startsWith(KERNEL)) {
      return super.findClass(name);
    }
    if (!name.startsWith(APART)) {
      return kernel.loadClass(name);
    }
    try (var file = kernel.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] octets = file.readAllBytes();
      return defineClass(name, octets, 0, octets.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  public Enumeration<URL> findResources(String name) throws IOException {
    return name.equals(SERVICE) ? kernel.getResources(name) : super.findResources(name);
  }

  /// Removes the folder too.
  @Override
  public void close() throws IOException {
    super.close();
    try (var files = Files.list(folder)) {
      files.forEach(ArtifactsLoader::delete);
    }
    delete(folder);
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
