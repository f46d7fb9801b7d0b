package dev.wirelab.kernel.java;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.Snippet;

/// What is kept from the code of cells while a notebook is run for marks: the names that the cells
/// which mark it use, and the ways in which Java reaches behind a program's own methods.
///
/// A grader names them in the environment variable `WIRELAB_SEALED`, separated by blanks, a method
/// as `package.Type.method`. An `execute_request` with `"locked": true` in its metadata is the
/// grader's own, and may do everything; others may neither declare nor assign the names.
///
/// It guards against what is written in Java. Whoever runs as the same user on the same machine can
/// do more, so a grader closes that by other means.
///
/// @param names variables, methods and types; empty where nothing is sealed
/// @param methods `package.Type.method`
record Seal(Set<String> names, Set<String> methods) {

  static final Seal NONE = new Seal(Set.of(), Set.of());

  private static final String VARIABLE = "WIRELAB_SEALED";

  /// JShell's class around what a cell declares.
  private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\d+[A-Z]*");

  /// Packages, each with what is in it, and types.
  private static final Set<String> BEHIND =
      Set.of(
          "com.sun.",
          "dev.wirelab.kernel.",
          "java.beans.",
          "java.lang.ClassLoader",
          "java.lang.Module",
          "java.lang.ModuleLayer",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.ProcessHandle",
          "java.lang.StackWalker",
          "java.lang.foreign.",
          "java.lang.instrument.",
          "java.lang.invoke.",
          "java.lang.management.",
          "java.lang.reflect.",
          "java.io.ObjectInputStream",
          "java.net.URLClassLoader",
          "java.rmi.",
          "java.security.SecureClassLoader",
          "javax.management.",
          "javax.script.",
          "javax.tools.",
          "jdk.",
          "sun.");

  /// What lies there and is open all the same.
  private static final Set<String> OPEN =
      Set.of(
          "dev.wirelab.kernel.display.",
          "dev.wirelab.kernel.java.Handover",
          "dev.wirelab.kernel.java.NotebookFunctions",
          "java.lang.reflect.Array");

  private static final Set<String> METHODS =
      Set.of(
          "dev.wirelab.kernel.java.NotebookFunctions.eval",
          "dev.wirelab.kernel.java.NotebookFunctions.lineMagic",
          "dev.wirelab.kernel.java.NotebookFunctions.cellMagic",
          "java.lang.Class.forName",
          "java.lang.Class.getClassLoader",
          "java.lang.Class.getConstructor",
          "java.lang.Class.getConstructors",
          "java.lang.Class.getDeclaredConstructor",
          "java.lang.Class.getDeclaredConstructors",
          "java.lang.Class.getDeclaredField",
          "java.lang.Class.getDeclaredFields",
          "java.lang.Class.getDeclaredMethod",
          "java.lang.Class.getDeclaredMethods",
          "java.lang.Class.getField",
          "java.lang.Class.getFields",
          "java.lang.Class.getMethod",
          "java.lang.Class.getMethods",
          "java.lang.Class.newInstance",
          "java.lang.Runtime.exec",
          "java.lang.Runtime.load",
          "java.lang.Runtime.loadLibrary",
          "java.lang.System.load",
          "java.lang.System.loadLibrary",
          "java.lang.System.setErr",
          "java.lang.System.setOut",
          "java.lang.Thread.getAllStackTraces",
          "java.lang.Thread.getContextClassLoader");

  static Seal of(Map<String, String> environment) {
    var words = environment.getOrDefault(VARIABLE, "").strip();
    if (words.isEmpty()) {
      return NONE;
    }
    var dotted =
        Arrays.stream(words.split("\\s+")).collect(Collectors.partitioningBy(w -> w.contains(".")));
    return new Seal(Set.copyOf(dotted.get(false)), Set.copyOf(dotted.get(true)));
  }

  boolean isOpen() {
    return names.isEmpty() && methods.isEmpty();
  }

  /// The first sealed name that one of these would declare anew.
  Optional<String> declared(Stream<Snippet> snippets) {
    return snippets.map(Seal::name).filter(names::contains).findFirst();
  }

  private static String name(Snippet snippet) {
    return switch (snippet) {
      case DeclarationSnippet declaration -> declaration.name();
      case ImportSnippet imported -> imported.name();
      default -> "";
    };
  }

  /// Whether a variable of a cell is sealed.
  boolean isKept(String owner, String field) {
    return names.contains(field) && WRAPPER.matcher(owner).matches();
  }

  /// Whether a method leads behind the program.
  boolean isBehind(String owner, String method) {
    var name = owner + "." + method;
    return methods.contains(name)
        || METHODS.contains(name)
        || isIn(BEHIND, owner) && !isIn(OPEN, owner);
  }

  /// Nested types belong to theirs.
  private static boolean isIn(Set<String> places, String owner) {
    return places.stream()
        .anyMatch(place -> place.endsWith(".") ? owner.startsWith(place) : owner.equals(place));
  }
}
