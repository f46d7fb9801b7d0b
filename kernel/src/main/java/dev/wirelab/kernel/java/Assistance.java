package dev.wirelab.kernel.java;

import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.kernel.interpreter.Completeness;
import dev.wirelab.kernel.interpreter.Completions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;

/// Help while somebody types: what could stand here, what is this, is it complete.
final class Assistance {

  private static final String INDENT = "    ";
  private static final Pattern SIMPLE_NAME =
      Pattern.compile("(?<![\\w$.])\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*$");

  private final JShell shell;
  private final OnDemand onDemand;
  private final SourceCodeAnalysis analysis;

  Assistance(JShell shell, OnDemand onDemand) {
    this.shell = shell;
    this.onDemand = onDemand;
    analysis = shell.sourceCodeAnalysis();
  }

  Completeness isComplete(String code) {
    int from = 0;
    for (var next = Statement.next(analysis, code, from);
        next.isPresent();
        next = Statement.next(analysis, code, from)) {
      from = next.get().end();
      switch (next.get().completeness()) {
        case DEFINITELY_INCOMPLETE -> {
          return new Completeness.Incomplete(indent(code));
        }
        case UNKNOWN -> {
          return new Completeness.Invalid();
        }
        default -> {}
      }
    }
    return new Completeness.Complete();
  }

  Completions complete(String code, int cursor) {
    int start = statementStart(code, cursor);
    String before = code.substring(start, cursor);
    int[] anchor = new int[1];
    var suggestions = analysis.completionSuggestions(before, before.length(), anchor);
    var known =
        suggestions.stream()
            .sorted(Comparator.comparing(suggestion -> !suggestion.matchesType()))
            .map(SourceCodeAnalysis.Suggestion::continuation);
    var importable = SIMPLE_NAME.matcher(before);
    var matches =
        importable.find() ? Stream.concat(known, onDemand.suggest(importable.group())) : known;
    return new Completions(matches.distinct().toList(), start + anchor[0], cursor);
  }

  Optional<MimeBundle> inspect(String code, int cursor, int detail) {
    int start = statementStart(code, cursor);
    int end = cursor;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    String before = code.substring(start, end);
    var variable = variable(before);
    if (variable.isPresent()) {
      return variable.map(MimeBundle::text);
    }
    var found = documentation(before, detail);
    if (found.isEmpty()) {
      // A method's name says nothing to JShell before its parenthesis.
      found = documentation(before + "(", detail);
    }
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(MimeBundle.text(String.join("\n\n", found)));
  }

  private List<String> documentation(String code, int detail) {
    return analysis.documentation(code, code.length(), detail > 0).stream()
        .map(found ->
            found.javadoc() == null
                ? found.signature()
                : found.signature() + "\n" + found.javadoc())
        .distinct()
        .toList();
  }

  private Optional<String> variable(String code) {
    return shell
        .variables()
        .filter(variable -> code.equals(variable.name()))
        .map(variable -> variable.typeName() + " " + variable.name())
        .findFirst();
  }

  /// Where the statement begins that the cursor stands in.
  private int statementStart(String code, int cursor) {
    String before = code.substring(0, cursor);
    int start = 0;
    for (var next = Statement.next(analysis, before, 0);
        next.isPresent();
        next = Statement.next(analysis, before, next.get().end())) {
      start = next.get().offset();
    }
    return start;
  }

  /// The indentation of the last line, and one step more behind an opening brace.
  private static String indent(String code) {
    String last = code.lines().reduce("", (_, line) -> line);
    String blanks = last.substring(0, last.length() - last.stripLeading().length());
    return last.stripTrailing().endsWith("{") ? blanks + INDENT : blanks;
  }
}
