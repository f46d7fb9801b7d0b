package dev.wirelab.kernel.java;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.constant.ClassDesc;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;

/// Loads what JShell compiled, woven, and the class path that a notebook adds.
final class CellLoader extends URLClassLoader implements LoaderDelegate {

  private final Map<String, byte[]> compiled = new ConcurrentHashMap<>();
  private final Runnable grown;
  private final Weaver weaver =
      new Weaver(
          ClassHierarchyResolver.ofResourceParsing(this::classFile)
              .orElse(ClassHierarchyResolver.defaultResolver()));

  /// @param grown what is to be done when the class path has grown
  CellLoader(ClassLoader parent, Runnable grown) {
    super("cells", new URL[0], parent);
    this.grown = grown;
  }

  @Override
  protected void addURL(URL url) {
    super.addURL(url);
    grown.run();
  }

  @Override
  public void load(ClassBytecodes[] classes) throws ClassInstallException {
    var loaded = new boolean[classes.length];
    try {
      for (var next : classes) {
        compiled.put(next.name(), next.bytecodes());
      }
      for (int i = 0; i < classes.length; i++) {
        loadClass(classes[i].name()).getDeclaredMethods();
        loaded[i] = true;
      }
    } catch (ClassNotFoundException | LinkageError | IllegalArgumentException e) {
      throw new ClassInstallException("load: " + e, loaded);
    }
  }

  @Override
  public void classesRedefined(ClassBytecodes[] classes) {
    throw new UnsupportedOperationException("JShell replaces classes by new ones here");
  }

  @Override
  public void addToClasspath(String path) throws InternalException {
    try {
      for (var entry : path.split(File.pathSeparator)) {
        addURL(new File(entry).toURI().toURL());
      }
    } catch (MalformedURLException e) {
      throw new InternalException(e.toString());
    }
  }

  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    var loaded = findLoadedClass(name);
    if (loaded != null) {
      return loaded;
    }
    byte[] bytecodes = compiled.get(name);
    if (bytecodes == null) {
      return super.findClass(name);
    }
    byte[] woven = weaver.weave(bytecodes);
    return defineClass(name, woven, 0, woven.length);
  }

  /// Cells may look at their own class files, and the weaver must.
  @Override
  public InputStream getResourceAsStream(String name) {
    if (name.endsWith(".class")) {
      byte[] bytecodes =
          compiled.get(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
      if (bytecodes != null) {
        return new ByteArrayInputStream(bytecodes);
      }
    }
    return super.getResourceAsStream(name);
  }

  private InputStream classFile(ClassDesc type) {
    String descriptor = type.descriptorString();
    return getResourceAsStream(descriptor.substring(1, descriptor.length() - 1) + ".class");
  }
}
