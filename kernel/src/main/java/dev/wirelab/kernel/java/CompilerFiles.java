package dev.wirelab.kernel.java;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/// The files that JShell's compiler reads, with what holds up a start taken out of its way.
///
/// - JShell begins to index the whole JDK as soon as its analysis is first used, in the background:
///   as much work as all the rest of a start, and of no use to a notebook that is only run. The
///   indexer asks where the classes are, and nobody else asks in this way; so the answer waits.
/// - javac walks through every jar of the class path before it reads the first class, and through
///   all of them again for plug-ins, of which JShell takes none. [ClassPathJars] reads them once,
///   beside what else a start has to do.
final class CompilerFiles extends ForwardingJavaFileManager<StandardJavaFileManager>
    implements StandardJavaFileManager {

  /// The class path from its first folder on, for javac to search.
  private static final Location REST = StandardLocation.locationFor("CLASS_PATH_REST");

  private static final Set<String> CLASS_PATH_OPTIONS = Set.of("-classpath", "-cp", "--class-path");

  /// Where there is no plug-in to be found. Any other loader would search everything it has, at
  /// every statement.
  private static final ClassLoader NO_PLUGINS =
      new ClassLoader(null) {
        @Override
        public Enumeration<URL> getResources(String name) {
          return Collections.emptyEnumeration();
        }
      };

  private final CountDownLatch indexWanted = new CountDownLatch(1);
  private FutureTask<ClassPath> reading;
  private ClassPathJars jars;

  CompilerFiles(StandardJavaFileManager files) {
    super(files);
    readClassPath();
  }

  /// Lets the indexer begin.
  void wantIndex() {
    indexWanted.countDown();
  }

  @Override
  public ClassLoader getClassLoader(Location location) {
    return location == StandardLocation.CLASS_PATH ? NO_PLUGINS : super.getClassLoader(location);
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
      throws IOException {
    if (location != StandardLocation.CLASS_PATH || recurse) {
      return super.list(location, packageName, kinds, recurse);
    }
    var found = new ArrayList<JavaFileObject>();
    if (kinds.contains(JavaFileObject.Kind.CLASS)) {
      found.addAll(jars().classes(packageName));
    }
    super.list(REST, packageName, kinds, false).forEach(found::add);
    return found;
  }

  @Override
  public String inferBinaryName(Location location, JavaFileObject file) {
    return file instanceof ClassPathJars.JavaClass inJar
        ? inJar.binaryName()
        : super.inferBinaryName(location, file);
  }

  @Override
  public boolean handleOption(String current, Iterator<String> remaining) {
    boolean handled = super.handleOption(current, remaining);
    if (CLASS_PATH_OPTIONS.contains(current)) {
      readClassPath();
    }
    return handled;
  }

  /// What the class path holds: the jars at its beginning, read, and the rest, for javac to search.
  private record ClassPath(ClassPathJars jars, List<Path> rest) {

    static ClassPath of(Iterable<? extends Path> entries) {
      var paths = new ArrayList<Path>();
      entries.forEach(paths::add);
      var leading = paths.stream().takeWhile(Files::isRegularFile).toList();
      return new ClassPath(
          ClassPathJars.read(leading), paths.subList(leading.size(), paths.size()));
    }
  }

  /// javac follows what jars name in their manifests, which takes it a while too.
  private void readClassPath() {
    jars = null;
    reading =
        new FutureTask<>(
            () -> ClassPath.of(fileManager.getLocationAsPaths(StandardLocation.CLASS_PATH)));
    Thread.startVirtualThread(reading);
  }

  private ClassPathJars jars() {
    if (jars == null) {
      try {
        fileManager.setLocationFromPaths(REST, reading.get().rest());
        jars = reading.get().jars();
      } catch (IOException | InterruptedException | ExecutionException e) {
        throw new IllegalStateException("The class path cannot be read", e);
      }
    }
    return jars;
  }

  @Override
  public Iterable<? extends Path> getLocationAsPaths(Location location) {
    if (location == StandardLocation.PLATFORM_CLASS_PATH) {
      try {
        indexWanted.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return List.of();
      }
    }
    return fileManager.getLocationAsPaths(location);
  }

  @Override
  public Iterable<? extends File> getLocation(Location location) {
    return fileManager.getLocation(location);
  }

  @Override
  public void setLocation(Location location, Iterable<? extends File> files) throws IOException {
    fileManager.setLocation(location, files);
  }

  @Override
  public void setLocationFromPaths(Location location, Collection<? extends Path> paths)
      throws IOException {
    fileManager.setLocationFromPaths(location, paths);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(
      Iterable<? extends File> files) {
    return fileManager.getJavaFileObjectsFromFiles(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
    return fileManager.getJavaFileObjects(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
    return fileManager.getJavaFileObjectsFromStrings(names);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
    return fileManager.getJavaFileObjects(names);
  }
}
