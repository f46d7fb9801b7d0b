package dev.wirelab.kernel.java;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;

/// Sealed types without a `permits` clause, as JShell needs them.
///
/// Java takes the subclasses of the same file for permitted (JLS 8.1.6), and JShell makes a file of
/// each declaration. A cell is the file that the author has in mind.
final class SealedTypes {

  private static final Pattern UNSAID =
      Pattern.compile(
          "\\A[^({;]*(?<!non-)\\bsealed\\s[^({;]*\\b(?:class|interface)\\s+(?<name>\\w+)(?![^{]*\\bpermits\\b)[^{]*");

  private SealedTypes() {}

  /// The statement, with the types that may extend it if it leaves them to the file.
  static Statement permitting(Statement statement, String cell, SourceCodeAnalysis analysis) {
    var head = UNSAID.matcher(Comments.blanked(statement.source()));
    if (!head.lookingAt()) {
      return statement;
    }
    var permitted = subtypes(head.group("name"), cell, statement.end(), analysis);
    return permitted.isEmpty()
        ? statement
        : statement.with(
            List.of(
                new Statement.Insertion(
                    head.end(), " permits " + String.join(", ", permitted) + " ")));
  }

  /// The types that the cell declares from here on and that name another in their heads.
  private static List<String> subtypes(
      String name, String cell, int from, SourceCodeAnalysis analysis) {
    var subtype =
        Pattern.compile(
            "\\A[^({;]*\\b(?:class|interface|enum|record)\\s+(?<name>\\w+)[^{]*\\b(?:extends|implements)\\b[^{]*\\b"
                + name
                + "\\b");
    var found = new ArrayList<String>();
    for (var next = Statement.next(analysis, cell, from);
        next.isPresent();
        next = Statement.next(analysis, cell, next.get().end())) {
      var head = subtype.matcher(Comments.blanked(next.get().source()));
      if (head.lookingAt()) {
        found.add(head.group("name"));
      }
    }
    return found;
  }
}
