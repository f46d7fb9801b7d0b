package dev.wirelab.kernel.java;

import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.kernel.interpreter.Completeness;
import dev.wirelab.kernel.interpreter.Completions;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;

/// Help while somebody types: what could stand here, what is this, is it complete.
final class Assistance {

  private static final String INDENT = "    ";

  /// What can begin a statement or stand in one, of which JShell suggests none.
  private static final List<String> KEYWORDS =
      List.of(
          "abstract",
          "assert",
          "boolean",
          "break",
          "byte",
          "case",
          "catch",
          "char",
          "class",
          "continue",
          "default",
          "do",
          "double",
          "else",
          "enum",
          "extends",
          "final",
          "finally",
          "float",
          "for",
          "if",
          "implements",
          "import",
          "instanceof",
          "int",
          "interface",
          "long",
          "new",
          "private",
          "protected",
          "public",
          "record",
          "return",
          "sealed",
          "short",
          "static",
          "super",
          "switch",
          "synchronized",
          "this",
          "throw",
          "throws",
          "try",
          "var",
          "void",
          "volatile",
          "while",
          "yield");

  private static final Pattern SIMPLE_NAME =
      Pattern.compile("(?<![\\w$.])\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*$");

  private final JShell shell;
  private final OnDemand onDemand;
  private final SourceCodeAnalysis analysis;
  private final Suggestions suggestions;
  private final DocumentationIndex index = DocumentationIndex.installed();

  Assistance(JShell shell, OnDemand onDemand) {
    this.shell = shell;
    this.onDemand = onDemand;
    analysis = shell.sourceCodeAnalysis();
    suggestions = new Suggestions(shell, analysis);
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
    var found = analysis.completionSuggestions(before, before.length(), anchor);
    var known =
        found.stream()
            .sorted(Comparator.comparing(suggestion -> !suggestion.matchesType()))
            .map(SourceCodeAnalysis.Suggestion::continuation);
    var name = SIMPLE_NAME.matcher(before);
    var matches =
        name.find()
            ? Stream.of(known, onDemand.suggest(name.group()), keywords(name.group()))
                .flatMap(texts -> texts)
            : known;
    var texts = matches.distinct().toList();
    var described = suggestions.described(before.substring(0, anchor[0]), texts);
    return new Completions(described, start + anchor[0], cursor);
  }

  private static Stream<String> keywords(String prefix) {
    return KEYWORDS.stream().filter(keyword -> keyword.startsWith(prefix));
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
      return variable.map(text -> bundle(text, List.of(signature(text))));
    }
    var found = documentation(before, detail);
    if (found.isEmpty()) {
      // A method's name says nothing to JShell before its parenthesis.
      found = documentation(before + "(", detail);
    }
    return Optional.of(found)
        .filter(forms -> !forms.isEmpty())
        .map(forms ->
            bundle(forms.stream().map(HtmlText::of).collect(Collectors.joining("\n\n")), forms));
  }

  private static MimeBundle bundle(String text, List<String> html) {
    return MimeBundle.text(text).with("text/html", String.join("\n<hr>\n", html));
  }

  /// As HTML, one for each overload. JShell reads the sources of the JDK, where there are some, for
  /// what the index does not tell: that takes it several times as long as all the rest.
  private List<String> documentation(String code, int detail) {
    var found = analysis.documentation(code, code.length(), index.isEmpty());
    var packages = onDemand.offered();
    var comments = new LinkedHashMap<String, String>();
    for (var each : found) {
      var comment = index.comment(each.signature(), packages);
      comments.put(each.signature(), comment.orElse(each.javadoc()));
    }
    if (detail > 0 && comments.containsValue(null)) {
      for (var each : analysis.documentation(code, code.length(), true)) {
        comments.putIfAbsent(each.signature(), each.javadoc());
      }
    }
    return comments.entrySet().stream()
        .map(each -> signature(each.getKey()) + described(each.getValue(), detail))
        .toList();
  }

  private static String signature(String signature) {
    String plain = signature.replaceAll(" extends Object(?=[,>])", "");
    return "<p><code>" + Javadoc.escaped(plain) + "</code></p>";
  }

  private static String described(String comment, int detail) {
    if (comment == null || comment.isBlank()) {
      return "";
    }
    var javadoc = new Javadoc(comment);
    return "\n<p>" + (detail > 0 ? javadoc.whole() : javadoc.summary()) + "</p>";
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
