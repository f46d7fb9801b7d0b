package dev.wirelab.kernel.java;

import dev.wirelab.kernel.KernelLog;
import dev.wirelab.kernel.display.Renderer;
import dev.wirelab.kernel.display.Renderers;
import dev.wirelab.kernel.extension.CellMagic;
import dev.wirelab.kernel.extension.Comms;
import dev.wirelab.kernel.extension.Extension;
import dev.wirelab.kernel.extension.LineMagic;
import dev.wirelab.kernel.extension.Notebook;
import dev.wirelab.kernel.extension.Workspace;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/// What a notebook holds before its first cell: imports, and what extensions bring.
final class Preload implements Notebook, AutoCloseable {

  /// What `jshell` itself imports, and the two packages that it is asked for most.
  private static final List<String> IMPORTS =
      List.of(
          "java.io.*",
          "java.math.*",
          "java.net.*",
          "java.nio.charset.*",
          "java.nio.file.*",
          "java.time.*",
          "java.util.*",
          "java.util.concurrent.*",
          "java.util.function.*",
          "java.util.regex.*",
          "java.util.stream.*",
          "static dev.wirelab.kernel.display.Display.*",
          "static dev.wirelab.kernel.extension.Input.*",
          "static dev.wirelab.kernel.java.NotebookFunctions.*",
          "dev.wirelab.kernel.display.*");

  /// What an extension keeps ready for cells.
  record Variable(String name, String type, Object value) {

    /// Declares it in a cell, if [Handover] has its value.
    String declaration() {
      return "%s %s = (%1$s) %s.take();".formatted(type, name, Handover.NAME);
    }
  }

  private final JavaWorkspace workspace;
  private final Renderers renderers;
  private final Comms comms;
  private final KernelLog log;
  private final Function<Throwable, Optional<String>> teller;
  private final List<String> imports = new ArrayList<>(IMPORTS);
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Deque<AutoCloseable> resources = new ArrayDeque<>();

  Preload(
      JavaWorkspace workspace,
      Renderers renderers,
      Comms comms,
      KernelLog log,
      Function<Throwable, Optional<String>> teller) {
    this.workspace = workspace;
    this.renderers = renderers;
    this.comms = comms;
    this.log = log;
    this.teller = teller;
  }

  void install(Iterable<Extension> extensions) {
    variable("comms", Comms.class, comms);
    variable("renderers", Renderers.class, renderers);
    for (var extension : extensions) {
      try {
        extension.install(this);
      } catch (Exception | Error e) {
        leaveOut("the extension " + extension.getClass().getName(), e);
      }
    }
  }

  /// The notebook goes on without it.
  void leaveOut(String what, Throwable reason) {
    log.warn("Left out " + what, reason);
  }

  static Iterable<Extension> found(ClassLoader loader) {
    return ServiceLoader.load(Extension.class, loader);
  }

  /// What cells find imported.
  List<String> imports() {
    return imports;
  }

  /// The variable of a name, if an extension brings one.
  Optional<Variable> variable(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  /// The names of the variables.
  Stream<String> variables() {
    return variables.keySet().stream();
  }

  @Override
  public void imports(String... more) {
    imports.addAll(List.of(more));
  }

  @Override
  public <T> void variable(String name, Class<T> type, T value) {
    if (!SourceVersion.isName(name)) {
      throw new IllegalArgumentException("Not a Java identifier: " + name);
    }
    if (!isNameable(type)) {
      throw new IllegalArgumentException("No cell can name " + type + ", which is not public");
    }
    variables.put(name, new Variable(name, type.getCanonicalName(), value));
  }

  private static boolean isNameable(Class<?> type) {
    for (Class<?> at = type; at != null; at = at.getEnclosingClass()) {
      if (!Modifier.isPublic(at.getModifiers())) {
        return false;
      }
    }
    return type.getCanonicalName() != null;
  }

  @Override
  public void cellMagic(String name, CellMagic magic) {
    workspace.magics().registerCell(name, magic);
  }

  @Override
  public void lineMagic(String name, LineMagic magic) {
    workspace.magics().registerLine(name, magic);
  }

  @Override
  public Workspace workspace() {
    return workspace;
  }

  @Override
  public <T> void renderer(Class<T> type, Renderer<? super T> renderer) {
    renderers.register(type, renderer);
  }

  @Override
  public Comms comms() {
    return comms;
  }

  @Override
  public Optional<String> told(Throwable failure) {
    return teller.apply(failure);
  }

  @Override
  public void onShutdown(AutoCloseable resource) {
    resources.push(resource);
  }

  @Override
  public void close() {
    for (var resource : resources) {
      try {
        resource.close();
      } catch (Exception | Error e) {
        log.warn("Left open: " + resource.getClass().getName(), e);
      }
    }
  }
}
