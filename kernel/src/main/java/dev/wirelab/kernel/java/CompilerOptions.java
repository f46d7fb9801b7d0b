package dev.wirelab.kernel.java;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/// What javac is told beside the code of cells, by settings of the environment: preview features,
/// lints, annotation processing and the like.
final class CompilerOptions {

  /// The settings, the first that is there counts.
  private static final List<String> VARIABLES = List.of("WIRELAB_COMPILER_OPTIONS");

  private static final String PREVIEW = "--enable-preview";
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private CompilerOptions() {}

  /// The options in an environment.
  ///
  /// @throws IllegalArgumentException if javac has no option of that name
  static String[] of(Map<String, String> environment) {
    var options = new ArrayList<String>();
    VARIABLES.stream()
        .filter(environment::containsKey)
        .limit(1)
        .forEach(variable -> options.addAll(words(variable, environment.get(variable))));
    if (options.contains(PREVIEW)
        && !options.contains("--release")
        && !options.contains("--source")) {
      // javac takes the one only with the other.
      options.addAll(List.of("--source", String.valueOf(Runtime.version().feature())));
    }
    return options.toArray(String[]::new);
  }

  private static List<String> words(String variable, String text) {
    var words =
        WORD.matcher(text)
            .results()
            .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
            .toList();
    var compiler = ToolProvider.getSystemJavaCompiler();
    words.stream()
        .filter(word -> word.startsWith("-") && compiler.isSupportedOption(word) < 0)
        .findFirst()
        .ifPresent(unknown -> {
          throw new IllegalArgumentException(variable + ": javac has no option " + unknown);
        });
    return words;
  }
}
