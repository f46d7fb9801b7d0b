package dev.wirelab.kernel.java;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks at Java through its comments.
final class Comments {

  /// What may hold the beginning of a comment without being one comes before comments.
  static final String PIECES =
      """
      (?xs)
        \"""  (?: \\\\. | (?! \""" ) . )*+ \"""
      | "  (?: \\\\. | [^"\\\\\\n] )*+ "
      | '  (?: \\\\. | [^'\\\\\\n] )*+ '
      | (?<comment> //[^\\n]*+ | /\\* (?: (?! \\*/ ) . )*+ (?: \\*/ )? )
      """;

  private static final Pattern TEXT_OR_COMMENT = Pattern.compile(PIECES);

  private Comments() {}

  /// The source with blanks for its comments; all else stays where it was.
  static String blanked(String source) {
    if (!source.contains("//") && !source.contains("/*")) {
      return source;
    }
    return TEXT_OR_COMMENT
        .matcher(source)
        .replaceAll(found -> {
          var text = found.group();
          var kept = found.group("comment") == null ? text : blanks(text);
          // Quoted: a dollar or backslash would mean a group.
          return Matcher.quoteReplacement(kept);
        });
  }

  private static String blanks(String comment) {
    var blanks = new StringBuilder(comment);
    for (int i = 0; i < blanks.length(); i++) {
      if (!Character.isWhitespace(blanks.charAt(i))) {
        blanks.setCharAt(i, ' ');
      }
    }
    return blanks.toString();
  }
}
