package dev.wirelab.kernel.java;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/// What javac is told beside the code of cells, by settings of the environment: preview features,
/// lints, annotation processing and the like.
///
/// @param words as on a command line
record CompilerOptions(List<String> words) {

  private static final String PREVIEW = "--enable-preview";
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  /// The options of a setting; quotes hold together what has blanks in it.
  static CompilerOptions of(String setting) {
    return new CompilerOptions(
        setting.isEmpty()
            ? List.of()
            : WORD.matcher(setting)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList());
  }

  /// Those that javac knows, with what belongs to them: one that it does not know, and it compiles
  /// nothing.
  List<String> known() {
    var known = new ArrayList<String>();
    for (int i = 0; i < words.size(); i++) {
      int more = operands(words.get(i));
      if (more >= 0) {
        int end = Math.min(words.size(), i + 1 + more);
        known.addAll(words.subList(i, end));
        i += more;
      }
    }
    if (known.contains(PREVIEW) && !known.contains("--release") && !known.contains("--source")) {
      // javac takes the one only with the other.
      known.addAll(List.of("--source", String.valueOf(Runtime.version().feature())));
    }
    return known;
  }

  /// @throws IllegalArgumentException if one of them was left out
  Object check() {
    var unknown = new ArrayList<>(words);
    unknown.removeAll(known());
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("javac knows no option " + String.join(" ", unknown));
    }
    return null;
  }

  /// How many words follow an option; negative if there is no such option.
  private static int operands(String option) {
    return ToolProvider.getSystemJavaCompiler().isSupportedOption(option);
  }
}
