package dev.wirelab.kernel.java;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import javax.tools.SimpleJavaFileObject;

/// The classes in the jars of a class path, by package.
///
/// Found by one walk over each jar's directory, where javac makes a file system of each: a tenth of
/// a second less at the first statement of all.
final class ClassPathJars {

  private static final String EXTENSION = ".class";

  private final Map<String, List<ClassFile>> packages = new HashMap<>();

  private ClassPathJars() {}

  /// Reads jars, in the order of the class path. Of one that is broken javac itself complains.
  static ClassPathJars read(List<Path> jars) {
    var read = new ClassPathJars();
    jars.forEach(read::add);
    return read;
  }

  private void add(Path path) {
    try {
      // Open as long as the kernel lives, as the class loader's are.
      var jar = new JarFile(path.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
      jar.versionedStream().forEach(entry -> add(path, jar, entry));
    } catch (IOException broken) {
      return;
    }
  }

  private void add(Path path, JarFile jar, JarEntry entry) {
    String name = entry.getName();
    if (name.endsWith(EXTENSION)) {
      String binary = name.substring(0, name.length() - EXTENSION.length()).replace('/', '.');
      int dot = binary.lastIndexOf('.');
      packages
          .computeIfAbsent(dot < 0 ? "" : binary.substring(0, dot), _ -> new ArrayList<>())
          .add(new ClassFile(path, jar, entry, binary));
    }
  }

  /// The classes of one package, in the order of the class path.
  List<ClassFile> classes(String packageName) {
    return packages.getOrDefault(packageName, List.of());
  }

  /// A class in a jar.
  static final class ClassFile extends SimpleJavaFileObject {

    private final JarFile jar;
    private final JarEntry entry;
    private final String binaryName;

    private ClassFile(Path path, JarFile jar, JarEntry entry, String binaryName) {
      super(URI.create(path.toUri() + "!/" + entry.getName()), Kind.CLASS);
      this.jar = jar;
      this.entry = entry;
      this.binaryName = binaryName;
    }

    String binaryName() {
      return binaryName;
    }

    @Override
    public InputStream openInputStream() throws IOException {
      return jar.getInputStream(entry);
    }

    @Override
    public long getLastModified() {
      return entry.getTime();
    }
  }
}
