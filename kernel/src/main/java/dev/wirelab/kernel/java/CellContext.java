package dev.wirelab.kernel.java;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;

/// The statement that somebody types, behind what the cell declares before it: none of that is
/// there before the cell has run, and it is what the next line is about.
///
/// What declares is told by its first words. JShell's own look at a record, `sourceToSnippets`,
/// makes it forget what `String` is.
///
/// @param declarations Java in which the statement can go on, empty if nothing is declared
/// @param names what is declared before the cursor, in the statement itself too
/// @param start where the statement begins in the cell
record CellContext(String declarations, List<String> names, int start) {

  private static final String MODIFIERS =
      "\\A(?:(?:public|protected|private|static|final|abstract|sealed|non-sealed|synchronized)\\s+|@(?!interface)[\\w.]+(?:\\([^)]*\\))?\\s*)*";

  private static final Pattern STATIC = pattern("\\A[^({=]*\\bstatic\\b");
  private static final Pattern TYPE =
      pattern(
          MODIFIERS + "(?:class|interface|enum|record|@interface)\\s+(?<name>\\w+)\\s*[<({\\w]");
  private static final Pattern METHOD =
      pattern(MODIFIERS + "[\\w.<>\\[\\],?&\\s]+[\\s>\\]](?<name>\\w+)\\s*\\([^{}]*\\{");
  private static final Pattern VARIABLE =
      pattern(MODIFIERS + "[\\w.]+(?:\\s*<[^(;=]*>)?[\\s\\[\\]]+(?<name>\\w+)[\\s\\[\\]]*[=;,]");
  private static final Pattern OTHER =
      pattern(
          "\\A(?:import|package|return|throw|yield|assert|new|if|for|while|switch|try|do|else)\\b");

  /// A name behind a type, or before an arrow. JShell, which knows members, suggests no local one.
  private static final Pattern LOCAL =
      pattern("[\\w>\\].]\\s+(?<name>\\w+)\\s*[=;:,)]|(?<parameter>\\w+)\\s*->");

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS);
  }

  /// @param code a cell as far as the cursor
  static CellContext of(SourceCodeAnalysis analysis, String code) {
    var members = new StringBuilder();
    var variables = new StringBuilder();
    var names = new ArrayList<String>();
    var next = Statement.next(analysis, code, 0);
    int start = next.map(Statement::offset).orElse(0);
    while (next.isPresent()) {
      var following = Statement.next(analysis, code, next.get().end());
      if (following.isPresent()) {
        start = following.get().offset();
        add(Comments.blanked(next.get().source()).strip(), members, variables, names);
      }
      next = following;
    }
    LOCAL
        .matcher(Comments.blanked(code.substring(start)))
        .results()
        .map(found -> found.group("name") == null ? found.group("parameter") : found.group("name"))
        .forEach(names::add);
    boolean none = members.isEmpty() && variables.isEmpty();
    String declarations = "class $ {" + members + "static void $() throws Throwable {" + variables;
    return new CellContext(none ? "" : declarations, names, start);
  }

  /// Adds a declaration to a class's members, or to a method's variables.
  private static void add(
      String source, StringBuilder members, StringBuilder variables, List<String> names) {
    var type = TYPE.matcher(source);
    var method = METHOD.matcher(source);
    var variable = VARIABLE.matcher(source);
    if (OTHER.matcher(source).lookingAt()) {
      return;
    }
    if (variable.lookingAt()) {
      names.add(variable.group("name"));
      variables.append(source).append('\n');
    } else if (type.lookingAt() || method.lookingAt()) {
      names.add(type.lookingAt() ? type.group("name") : method.group("name") + "(");
      members.append(STATIC.matcher(source).find() ? "" : "static ").append(source).append('\n');
    }
  }

  /// The statement alone.
  CellContext bare() {
    return new CellContext("", names, start);
  }

  boolean isBare() {
    return declarations.isEmpty();
  }

  /// A signature without the class that was made here.
  static String withoutName(String signature) {
    return signature.replaceAll("(?<![\\w$])\\$\\.", "");
  }
}
