package dev.wirelab.kernel.java;

import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;

/// What a notebook has without writing it, imports and variables, made when a name is first used.
///
/// JShell repeats every import and variable in front of everything that it compiles, several times
/// a statement; a dozen imports double the time of each cell and of the start. So a cell pays for
/// the names that it uses, once. What the notebook itself imports or declares goes before.
final class OnDemand {

  private static final Pattern NAME =
      Pattern.compile("(?<![\\w$.])\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*");
  private static final Pattern INTERNAL =
      Pattern.compile("$|(?:sun|com\\.sun|jdk|java|javax|REPL)(?:\\.|$)");
  private static final Pattern IMPORT = Pattern.compile("\\s*import\\b");

  private static final Pattern WHOLE =
      Pattern.compile(
          "\\s*import\\s+(?:(?<module>module)\\s+(?=[\\w.]+[;\\s]*$))?(?<name>[\\w.]+?)(?:\\.\\*)?\\s*;?\\s*");

  private final JShell shell;
  private final ClassLoader loader;
  private final Preload preload;
  private final Supplier<RunningCell> running;
  private final List<String> packages = new ArrayList<>();
  private final Map<String, String> singles = new HashMap<>();
  private final Map<String, ImportSnippet> made = new HashMap<>();
  private final Set<String> settled = new HashSet<>();
  private final List<String> takenOver = new ArrayList<>();
  private final Set<String> declared = new HashSet<>();
  private boolean offered;

  /// @param loader finds the classes that can be imported
  /// @param running the cell in which declarations run
  OnDemand(JShell shell, ClassLoader loader, Preload preload, Supplier<RunningCell> running) {
    this.shell = shell;
    this.loader = loader;
    this.preload = preload;
    this.running = running;
  }

  /// Makes what the names in a statement stand for. Words in texts count too, which does no harm. A
  /// variable is declared by code that runs in the current cell.
  void cover(String source) {
    var code = Comments.blanked(source);
    if (IMPORT.matcher(code).lookingAt()) {
      return;
    }
    var names =
        NAME.matcher(code).results().map(name -> name.group()).filter(settled::add).toList();
    if (!names.isEmpty()) {
      offerAll();
      names.forEach(this::make);
    }
  }

  /// Whether an import says no more than what is offered from here on anyway, and so costs nothing:
  /// that of a module, or of a package that notebooks begin with.
  boolean takesOver(String source) {
    var wanted = WHOLE.matcher(Comments.blanked(source));
    if (!wanted.matches()) {
      return false;
    }
    offerAll();
    String name = wanted.group("name");
    if (wanted.group("module") != null) {
      return ModuleLayer.boot().findModule(name).map(this::offerModule).isPresent();
    }
    boolean offered = packages.contains(name) && imported().findAny().isEmpty();
    if (offered) {
      takenOver.add(name);
    } else {
      // Beside another, it may make a name ambiguous, and javac shall know.
      takenOver.forEach(earlier -> shell.eval("import " + earlier + ".*;"));
      takenOver.clear();
    }
    return offered;
  }

  private boolean offerModule(Module module) {
    var layer = ModuleLayer.boot();
    module.getPackages().stream()
        .filter(module::isExported)
        .filter(name -> !packages.contains(name))
        .sorted()
        .forEach(packages::add);
    module.getDescriptor().requires().stream()
        .filter(requires ->
            requires.modifiers().contains(ModuleDescriptor.Requires.Modifier.TRANSITIVE))
        .flatMap(requires -> layer.findModule(requires.name()).stream())
        .forEach(this::offerModule);
    return true;
  }

  /// An import of this name failed, and took the place of what stood there.
  void lose(String name) {
    if (made.remove(name) != null) {
      settled.remove(name);
    }
  }

  /// The notebook has a meaning of its own for this name.
  void yieldTo(String name) {
    settled.add(name);
    declared.remove(name);
    var earlier = made.remove(name);
    if (earlier != null) {
      shell.drop(earlier);
    }
  }

  /// Whether this was made here, and not by a cell.
  boolean isOwn(Snippet snippet) {
    return snippet instanceof VarSnippet variable
        ? declared.contains(variable.name())
        : made.containsValue(snippet);
  }

  /// Nothing that was made is there any more.
  void forget() {
    settled.clear();
    declared.clear();
    made.clear();
  }

  /// Simple names that could be made and begin with `prefix`: for completions.
  Stream<String> suggest(String prefix) {
    offerAll();
    var types = packages.stream().flatMap(name -> PackageListing.publicTypes(name, loader, prefix));
    var names = Stream.concat(singles.keySet().stream(), preload.variables());
    return Stream.concat(names, types).filter(name -> name.startsWith(prefix)).distinct();
  }

  /// The packages whose types a notebook can name as they are.
  List<String> offered() {
    return Stream.concat(Stream.of("java.lang"), Stream.concat(imported(), packages.stream()))
        .toList();
  }

  /// Simple names of the public types of a package that begin with `prefix`.
  Stream<String> typesIn(String packageName, String prefix) {
    return PackageListing.publicTypes(packageName, loader, prefix);
  }

  /// The public types of a simple name that an import could bring, those of Java itself first.
  Stream<String> importable(String name) {
    return packages()
        .sorted(
            Comparator.comparing((String each) -> !each.startsWith("java."))
                .thenComparing(Comparator.naturalOrder()))
        .map(each -> each + "." + name)
        .filter(this::isPublicType);
  }

  /// The packages that a notebook can import from: those that modules of the JDK offer, and those
  /// of which a class of the class path was in use.
  Stream<String> packages() {
    var ofModules =
        ModuleLayer.boot().modules().stream()
            .flatMap(module -> module.getDescriptor().exports().stream())
            .filter(exports -> !exports.isQualified())
            .map(ModuleDescriptor.Exports::source);
    var ofClassPath =
        Stream.<ClassLoader>iterate(loader, Objects::nonNull, ClassLoader::getParent)
            .flatMap(each -> Stream.of(each.getDefinedPackages()))
            .map(Package::getName)
            .filter(each -> !INTERNAL.matcher(each).lookingAt());
    return Stream.concat(ofModules, ofClassPath).distinct();
  }

  /// Looks into what can be imported, once. Not at the start: to list what a class offers loads all
  /// that it names.
  private void offerAll() {
    if (offered) {
      return;
    }
    offered = true;
    for (var wanted : preload.imports()) {
      try {
        offer(wanted);
      } catch (IllegalArgumentException e) {
        preload.leaveOut("import " + wanted, e);
      }
    }
  }

  private void offer(String wanted) {
    if (wanted.startsWith("module ")) {
      shell.eval("import " + wanted + ";");
    } else if (wanted.startsWith("static ")) {
      offerStatic(wanted.substring("static ".length()).strip());
    } else if (wanted.endsWith(".*")) {
      packages.add(wanted.substring(0, wanted.length() - ".*".length()));
    } else {
      singles.put(simpleName(wanted), wanted);
    }
  }

  private void offerStatic(String wanted) {
    if (!wanted.endsWith(".*")) {
      singles.put(simpleName(wanted), "static " + wanted);
      return;
    }
    String typeName = wanted.substring(0, wanted.length() - ".*".length());
    var type =
        type(typeName)
            .or(() -> nested(typeName))
            .orElseThrow(() -> new IllegalArgumentException("No class is called " + typeName));
    Stream.concat(Stream.of(type.getMethods()), Stream.of(type.getFields()))
        .filter(member -> Modifier.isStatic(member.getModifiers()))
        .map(Member::getName)
        .forEach(name -> singles.put(name, "static " + typeName + "." + name));
  }

  private Optional<String> find(String name) {
    var single = singles.get(name);
    if (single != null) {
      return Optional.of(single);
    }
    if (!Character.isUpperCase(name.charAt(0))) {
      return Optional.empty();
    }
    return imported().anyMatch(onDemand -> isPublicType(onDemand + "." + name))
        ? Optional.empty()
        : packages.stream()
            .map(prefix -> prefix + "." + name)
            .filter(this::isPublicType)
            .findFirst();
  }

  /// Packages that the notebook itself imports on demand.
  private Stream<String> imported() {
    return shell
        .imports()
        .filter(snippet -> snippet.fullname().endsWith(".*"))
        .map(snippet -> snippet.fullname().substring(0, snippet.fullname().length() - 2));
  }

  private boolean isPublicType(String name) {
    return type(name).filter(type -> Modifier.isPublic(type.getModifiers())).isPresent();
  }

  private Optional<Class<?>> type(String name) {
    try {
      return Optional.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  /// A class in a class, which the class loader knows by a dollar.
  private Optional<Class<?>> nested(String name) {
    int dot = name.lastIndexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    var inner = name.substring(0, dot) + "$" + name.substring(dot + 1);
    return type(inner).or(() -> nested(inner));
  }

  private void make(String name) {
    var variable = preload.variable(name);
    if (variable.isPresent()) {
      running.get().handOver(variable.get().value());
      declared.add(name);
      shell.eval(variable.get().declaration());
      if (!running.get().tookOver()) {
        // The cell was interrupted before; the next one that names it shall have it.
        settled.remove(name);
      }
    } else {
      find(name).ifPresent(found -> makeImport(name, found));
    }
  }

  private void makeImport(String name, String found) {
    for (var event : shell.eval("import " + found + ";")) {
      if (event.snippet() instanceof ImportSnippet snippet
          && event.status() == Snippet.Status.VALID) {
        made.put(name, snippet);
      }
    }
  }

  private static String simpleName(String qualified) {
    return qualified.substring(qualified.lastIndexOf('.') + 1);
  }
}
