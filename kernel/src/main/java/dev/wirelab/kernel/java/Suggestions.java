package dev.wirelab.kernel.java;

import dev.wirelab.kernel.interpreter.Completion;
import dev.wirelab.kernel.interpreter.Completion.Kind;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.SourceCodeAnalysis;

/// What JShell suggests, of which it tells nothing but the text, with kinds and signatures.
final class Suggestions {

  private static final Pattern CREATION = Pattern.compile("\\bnew\\s+[\\w.]*$");
  private static final Pattern PACKAGES = Pattern.compile("(?:^|[^\\w.])(?:[a-z]\\w*\\.)*$");
  private static final Pattern CONSTANT = Pattern.compile("\\p{Lu}[\\p{Lu}\\p{N}_$]+");

  private static final Set<String> CONTEXTUAL = Set.of("record", "sealed", "var", "yield");

  private final JShell shell;
  private final SourceCodeAnalysis analysis;

  Suggestions(JShell shell, SourceCodeAnalysis analysis) {
    this.shell = shell;
    this.analysis = analysis;
  }

  /// @param before the code that the texts would follow
  /// @param texts what JShell suggests
  List<Completion> described(String before, List<String> texts) {
    boolean one = texts.stream().filter(Suggestions::isFunction).limit(2).count() == 1;
    return texts.stream().map(text -> described(before, text, one)).toList();
  }

  private Completion described(String before, String text, boolean one) {
    if (isFunction(text)) {
      var kind = CREATION.matcher(before).find() ? Kind.CLASS : Kind.FUNCTION;
      return new Completion(text, kind, signature(before, text, one));
    }
    return new Completion(text, kind(before, text), "");
  }

  private static boolean isFunction(String text) {
    return text.endsWith("(") || text.endsWith(")");
  }

  private Kind kind(String before, String text) {
    boolean member = before.endsWith(".");
    if (!member && isKeyword(text.strip())) {
      return Kind.KEYWORD;
    }
    if (!member && isVariable(text)) {
      return Kind.INSTANCE;
    }
    // By Java's conventions; to ask JShell what each of them is would take seconds.
    String name = text.replace(".", "").strip();
    if (!name.isEmpty() && Character.isUpperCase(name.charAt(0))) {
      return member && CONSTANT.matcher(name).matches() ? Kind.INSTANCE : Kind.CLASS;
    }
    return PACKAGES.matcher(before).find() && isPackage(before + name)
        ? Kind.MODULE
        : Kind.INSTANCE;
  }

  private static boolean isKeyword(String text) {
    return SourceVersion.isKeyword(text) || CONTEXTUAL.contains(text);
  }

  private boolean isVariable(String name) {
    return shell.variables().anyMatch(variable -> variable.name().equals(name));
  }

  private static boolean isPackage(String text) {
    String name = text.substring(lastNonName(text) + 1);
    return ModuleLayer.boot().modules().stream()
        .flatMap(module -> module.getPackages().stream())
        .anyMatch(known -> known.equals(name) || known.startsWith(name + "."));
  }

  private static int lastNonName(String text) {
    int at = text.length() - 1;
    while (at >= 0 && (Character.isJavaIdentifierPart(text.charAt(at)) || text.charAt(at) == '.')) {
      at--;
    }
    return at;
  }

  /// Those of earlier cells are at hand. Of all else, only the one left is asked for: JShell takes
  /// as long for each as for the completion itself.
  private String signature(String before, String text, boolean one) {
    String name = text.substring(0, text.indexOf('('));
    var own =
        before.endsWith(".")
            ? List.<String>of()
            : shell
                .methods()
                .filter(method -> method.name().equals(name))
                .map(MethodSnippet::parameterTypes)
                .map(types -> "(" + types.replaceAll(",\\s*", ", ") + ")")
                .toList();
    return !own.isEmpty() || !one ? joined(own.stream()) : joined(documented(before + name + "("));
  }

  private Stream<String> documented(String call) {
    return analysis.documentation(call, call.length(), false).stream()
        .map(found -> parameters(found.signature()));
  }

  /// The last parentheses: before them a record's name has others.
  private static String parameters(String signature) {
    int close = signature.lastIndexOf(')');
    int open = close;
    for (int depth = 0; open >= 0; open--) {
      char c = signature.charAt(open);
      depth += c == ')' ? 1 : c == '(' ? -1 : 0;
      if (depth == 0) {
        break;
      }
    }
    return open < 0 ? "" : signature.substring(open, close + 1);
  }

  private static String joined(Stream<String> overloads) {
    return overloads.filter(text -> !text.isEmpty()).distinct().collect(Collectors.joining(" "));
  }
}
