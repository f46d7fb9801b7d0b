package dev.wirelab.kernel.java;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The lines of a cell that begin with `%name`, or have it behind an equals sign, and are no Java.
final class LineMagics {

  private static final String CALL = Handover.NAME + ".magic(\"";
  private static final String END = "\");";

  /// Made when the first percent sign comes: most notebooks have none.
  private static final class Patterns {

    /// Texts and comments come first: a percent sign in them is part of them.
    private static final Pattern MAGIC =
        Pattern.compile(
            Comments.PIECES
                + """
                | (?: (?<start> (?<![^\\n]) ) | (?<==) ) (?<blanks> [\\ \\t]* )
                  % (?<line> (?<name> [\\p{L}_][\\w-]* ) [^\\n]* )
                """);

    private static final Pattern ONE_CALL =
        Pattern.compile(Pattern.quote(CALL) + "((?:[^\"\\\\]|\\\\.)*)" + Pattern.quote(END));
  }

  private LineMagics() {}

  /// The cell as Java: each magic a call, on the line where it was.
  ///
  /// @param known whether a magic has this name. Where an expression goes on, `%name` of none means
  ///   a remainder, as in Java
  static String asJava(String cell, Predicate<String> known) {
    return replaced(cell, known, magic -> CALL + escaped(magic.group("line").strip()) + END);
  }

  /// The cell with something of the same length for each magic: for questions about its Java.
  static String blanked(String cell, Predicate<String> known) {
    return replaced(
        cell,
        known,
        magic -> {
          boolean statement = magic.group("start") != null;
          return (statement ? "" : "1;")
              + " ".repeat(magic.group("line").length() + (statement ? 1 : -1));
        });
  }

  /// The line behind the percent sign, if the source is nothing but what a magic became.
  static Optional<String> only(String source) {
    if (!source.startsWith(CALL)) {
      return Optional.empty();
    }
    var call = Patterns.ONE_CALL.matcher(source.strip());
    return call.matches() ? Optional.of(unescaped(call.group(1))) : Optional.empty();
  }

  private interface Replacement {
    String of(MatchResult magic);
  }

  private static String replaced(String cell, Predicate<String> known, Replacement replacement) {
    if (!cell.contains("%")) {
      return cell;
    }
    var java = new StringBuilder();
    var magics = Patterns.MAGIC.matcher(cell);
    int from = 0;
    while (magics.find()) {
      if (magics.group("name") == null) {
        continue;
      }
      boolean open = magics.group("start") != null && isOpen(java, cell, from, magics.start());
      if (open && !known.test(magics.group("name"))) {
        continue;
      }
      java.append(cell, from, magics.start()).append(magics.group("blanks"));
      java.append(replacement.of(magics.toMatchResult()));
      from = magics.end();
    }
    return java.append(cell, from, cell.length()).toString();
  }

  /// Whether what comes before could go on with a remainder.
  private static boolean isOpen(StringBuilder before, String cell, int from, int to) {
    var code = Comments.blanked(before + cell.substring(from, to)).stripTrailing();
    return !code.isEmpty() && ";{}".indexOf(code.charAt(code.length() - 1)) < 0;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t").replace("\r", "");
  }

  private static String unescaped(String literal) {
    return literal.translateEscapes();
  }
}
