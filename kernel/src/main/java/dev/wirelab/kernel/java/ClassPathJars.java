package dev.wirelab.kernel.java;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import javax.tools.SimpleJavaFileObject;

/// The classes in the jars of a class path, by package.
///
/// javac makes a file system of each jar and walks through it, which takes it tens of milliseconds
/// before its first statement. A list of their entries is enough.
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
      for (var entries = jar.entries(); entries.hasMoreElements(); ) {
        String name = entries.nextElement().getName();
        if (name.endsWith(EXTENSION)) {
          add(path, jar, name);
        }
      }
    } catch (IOException broken) {
      return;
    }
  }

  private void add(Path path, JarFile jar, String name) {
    int slash = name.lastIndexOf('/');
    var packageName = slash < 0 ? "" : name.substring(0, slash).replace('/', '.');
    packages
        .computeIfAbsent(packageName, _ -> new ArrayList<>())
        .add(new ClassFile(path, jar, name));
  }

  /// The classes of one package, in the order of the class path.
  List<JavaClass> classes(String packageName) {
    return packages.getOrDefault(packageName, List.of()).stream().map(JavaClass::new).toList();
  }

  /// The base name of a class in a jar; a jar for several releases has its own idea of which entry
  /// that is.
  private record ClassFile(Path path, JarFile jar, String name) {}

  /// A class in a jar.
  static final class JavaClass extends SimpleJavaFileObject {

    private final ClassFile file;

    private JavaClass(ClassFile file) {
      super(uri(file.path + "!/" + file.name), Kind.CLASS);
      this.file = file;
    }

    /// A path would look for the file, of which there is none.
    private static URI uri(String path) {
      try {
        return new URI("file", null, path.startsWith("/") ? path : "/" + path, null);
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }

    String binaryName() {
      String name = file.name;
      return name.substring(0, name.length() - EXTENSION.length()).replace('/', '.');
    }

    @Override
    public InputStream openInputStream() throws IOException {
      return file.jar.getInputStream(file.jar.getJarEntry(file.name));
    }

    @Override
    public long getLastModified() {
      return file.jar.getJarEntry(file.name).getTime();
    }
  }
}
