package dev.wirelab.kernel.java;

import java.util.regex.Pattern;

/// Names as the notebook's author wrote them. JShell wraps each declaration in a class of its own,
/// and the JVM's messages name that too.
final class PlainNames {

  private static final Pattern WRAPPER =
      Pattern.compile("(?:cells//)?\\bREPL\\.\\$JShell\\$\\w*?[.$](?=[\\p{L}_])");

  /// What the JVM adds to a cast that fails: true, and of no use to who reads it.
  private static final Pattern LOADERS =
      Pattern.compile(" \\([^()]+ (?:is|are) in (?:unnamed )?module [^()]*\\)$");

  private PlainNames() {}

  /// A text, with what JShell and class loaders added left out.
  static String in(String text) {
    return text.contains("module ") || text.contains("REPL.")
        ? WRAPPER.matcher(LOADERS.matcher(text).replaceFirst("")).replaceAll("")
        : text;
  }
}
