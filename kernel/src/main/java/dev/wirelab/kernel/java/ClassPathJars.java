package dev.wirelab.kernel.java;

import java.io.IOException;
import java.io.InputStream;
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
/// javac makes a file system of each jar and walks through it, which takes it tens of milliseconds
/// before its first statement. A list of their entries is enough.
final class ClassPathJars {

  private static final String EXTENSION = ".class";

  private record Entry(Path path, JarFile jar, JarEntry inJar) {

    private String binaryName() {
      String name = inJar.getName();
      return name.substring(0, name.length() - EXTENSION.length()).replace('/', '.');
    }
  }

  private final Map<String, List<Entry>> packages = new HashMap<>();

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
      jar.versionedStream().forEach(inJar -> add(new Entry(path, jar, inJar)));
    } catch (IOException broken) {
      return;
    }
  }

  private void add(Entry entry) {
    if (entry.inJar.getName().endsWith(EXTENSION)) {
      String binaryName = entry.binaryName();
      int dot = binaryName.lastIndexOf('.');
      packages
          .computeIfAbsent(dot < 0 ? "" : binaryName.substring(0, dot), _ -> new ArrayList<>())
          .add(entry);
    }
  }

  /// The classes of one package, in the order of the class path.
  List<ClassFile> classes(String packageName) {
    return packages.getOrDefault(packageName, List.of()).stream().map(ClassFile::new).toList();
  }

  /// A class in a jar.
  static final class ClassFile extends SimpleJavaFileObject {

    private final Entry entry;

    private ClassFile(Entry entry) {
      super(Path.of(entry.path + "!").resolve(entry.inJar.getName()).toUri(), Kind.CLASS);
      this.entry = entry;
    }

    String binaryName() {
      return entry.binaryName();
    }

    @Override
    public InputStream openInputStream() throws IOException {
      return entry.jar.getInputStream(entry.inJar);
    }

    @Override
    public long getLastModified() {
      return entry.inJar.getTime();
    }
  }
}
