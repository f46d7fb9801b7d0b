package dev.wirelab.kernel.java;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.constant.ClassDesc;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;

/// Loads what JShell compiled, woven, and the class path that a notebook adds.
final class CellLoader extends URLClassLoader implements LoaderDelegate {

  /// The class around a declaration: its number, and letters that change when it is declared anew.
  private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$(\\d+)([A-Z]*)");

  private static final Pattern NESTED = Pattern.compile(WRAPPER + "\\$(\\w+)");

  private final Map<String, byte[]> compiled = new ConcurrentHashMap<>();
  private final Runnable grown;

  /// By number, the letters of the last.
  private final Map<String, String> versions = new ConcurrentHashMap<>();

  private volatile Seal seal = Seal.NONE;

  private final Weaver weaver =
      new Weaver(
          ClassHierarchyResolver.ofResourceParsing(this::classFile)
              .orElse(ClassHierarchyResolver.defaultResolver()));

  /// @param grown what is to be done when the class path has grown
  CellLoader(ClassLoader parent, Runnable grown) {
    super("cells", new URL[0], parent);
    this.grown = grown;
  }

  /// What is loaded from now on is kept from that.
  void under(Seal next) {
    seal = next;
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
      for (var next : classes) {
        replaceBy(next.name());
      }
    } catch (ClassNotFoundException | LinkageError | IllegalArgumentException e) {
      throw new ClassInstallException("load: " + e, loaded);
    }
  }

  /// Lets go of what the variables hold that a wrapper's predecessor had: nothing new can name
  /// them, and old code that does would work on with old values.
  private void replaceBy(String name) {
    var wrapper = WRAPPER.matcher(name);
    if (!wrapper.matches()) {
      return;
    }
    String before = versions.put(wrapper.group(1), wrapper.group(2));
    if (before == null || before.equals(wrapper.group(2))) {
      return;
    }
    var old = findLoadedClass("REPL.$JShell$" + wrapper.group(1) + before);
    for (var field : old == null ? new Field[0] : old.getDeclaredFields()) {
      boolean variable = !Modifier.isFinal(field.getModifiers());
      if (variable && !field.getType().isPrimitive()) {
        // The variable is public, its class is not.
        field.setAccessible(true);
        try {
          field.set(null, null);
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  /// The simple names of those classes in a text of the JVM's that were declared anew since.
  Stream<String> replaced(String text) {
    return NESTED
        .matcher(text)
        .results()
        .filter(found -> !versions.getOrDefault(found.group(1), "").equals(found.group(2)))
        .map(found -> found.group(3));
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
    byte[] woven = weaver.weave(bytecodes, seal);
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
