package dev.wirelab.kernel.java;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.Diag;
import jdk.jshell.SourceCodeAnalysis;

/// What an author may have meant by a name that javac does not know: one that is spelt nearly so,
/// or a class that is there and not imported.
final class NearMisses {

  private static final Pattern SYMBOL =
      Pattern.compile("symbol: +(variable|method|class) (\\w+)", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern LACKING =
      Pattern.compile("(variable|method|class) (\\w+)", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern IN_PACKAGE = Pattern.compile("location: package ([\\w.]+)");
  private static final Pattern NO_PACKAGE = Pattern.compile("package ([\\w.]+) does not exist");

  /// What `jshell` users and newcomers from other languages write.
  private static final List<String> PRINTS = List.of("print", "println", "printf");

  private static final int IMPORTS_NAMED = 3;

  private final SourceCodeAnalysis analysis;
  private final OnDemand onDemand;

  NearMisses(SourceCodeAnalysis analysis, OnDemand onDemand) {
    this.analysis = analysis;
    this.onDemand = onDemand;
  }

  /// A sentence for the reader.
  ///
  /// @param source the statement that javac refused
  Optional<String> of(String source, Diag error) {
    String message = error.getMessage(Locale.ENGLISH);
    var lost = NO_PACKAGE.matcher(message);
    if (lost.find()) {
      return ofPackage(lost.group(1));
    }
    var symbol = SYMBOL.matcher(message);
    if (!symbol.find()) {
      return Optional.empty();
    }
    String name = symbol.group(2);
    var place = IN_PACKAGE.matcher(message);
    if (place.find()) {
      return meant(nearest(name, onDemand.typesIn(place.group(1), name.substring(0, 1))));
    }
    int at = source.indexOf(name, (int) Math.max(0, error.getStartPosition()));
    return of(symbol.group(1), name, source, at);
  }

  /// A sentence on a name that a declaration waits for.
  ///
  /// @param lacking as JShell tells it: `variable cuont`, `method comput(int)`
  Optional<String> of(String lacking, String source) {
    var symbol = LACKING.matcher(lacking);
    return symbol.lookingAt()
        ? of(symbol.group(1), symbol.group(2), source, source.indexOf(symbol.group(2)))
        : Optional.empty();
  }

  private Optional<String> of(String kind, String name, String source, int at) {
    boolean method = kind.equals("method");
    boolean member = source.substring(0, Math.max(0, at)).stripTrailing().endsWith(".");
    if (!member && method && PRINTS.contains(name)) {
      return meant(Optional.of("System.out." + name));
    }
    if (!member && !method) {
      var imports = imports(name);
      if (imports.isPresent()) {
        return imports;
      }
    }
    boolean type = kind.equals("class");
    return meant(nearest(name, known(source, at, member, call -> type || call == method)));
  }

  private Optional<String> ofPackage(String name) {
    if (name.contains(".")) {
      return meant(nearest(name, onDemand.packages()));
    }
    // A class that is not there looks like a package where something follows its dot.
    return imports(name)
        .or(() -> meant(nearest(name, onDemand.suggest(name.substring(0, 1)))))
        .or(() -> meant(nearest(name, onDemand.typesIn("java.lang", name.substring(0, 1)))));
  }

  private Optional<String> imports(String name) {
    if (!Character.isUpperCase(name.charAt(0))) {
      return Optional.empty();
    }
    var found = onDemand.importable(name).limit(IMPORTS_NAMED).toList();
    return switch (found.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of("An import is missing: " + imported(found.getFirst()));
      default ->
          Optional.of(
              "An import is missing, one of: "
                  + found.stream().map(NearMisses::imported).collect(Collectors.joining(" ")));
    };
  }

  private static String imported(String type) {
    return "import " + type + ";";
  }

  /// What could stand at a place.
  private Stream<String> known(String source, int at, boolean member, Predicate<Boolean> calls) {
    if (at < 0) {
      return Stream.empty();
    }
    var here =
        analysis.completionSuggestions(source.substring(0, at), at, new int[1]).stream()
            .map(SourceCodeAnalysis.Suggestion::continuation)
            .filter(text -> calls.test(text.contains("(")))
            .map(text -> text.replaceAll("[(.].*", "").strip());
    return member ? here : Stream.concat(here, onDemand.suggest(source.substring(at, at + 1)));
  }

  private static Optional<String> meant(Optional<String> name) {
    return name.map(found -> "Did you mean " + found + "?");
  }

  private static Optional<String> nearest(String name, Stream<String> known) {
    int far = name.length() < 3 ? 0 : 1 + name.length() / 5;
    return known
        .distinct()
        .filter(other -> !other.equals(name) && Math.abs(other.length() - name.length()) <= far)
        .filter(other -> distance(name, other) <= far)
        .min(
            Comparator.comparingInt((String other) -> distance(name, other))
                .thenComparing(Comparator.naturalOrder()));
  }

  /// How many letters must be changed, added, left out or swapped. Capitals count for nothing.
  private static int distance(String one, String other) {
    if (one.equalsIgnoreCase(other)) {
      return 0;
    }
    var rows = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, one, other, i, j);
      }
    }
    return rows[one.length()][other.length()];
  }

  private static int step(int[][] rows, String one, String other, int i, int j) {
    int changed = rows[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
    int least = Math.min(changed, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
  }
}
