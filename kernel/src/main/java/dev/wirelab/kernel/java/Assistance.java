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

  private static final Pattern VARIABLE = Pattern.compile("(?<name>[^\\s.:]+):(?<type>.+)");

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
    var context = CellContext.of(analysis, code.substring(0, cursor));
    String statement = code.substring(context.start(), cursor);
    var found = complete(context, statement);
    if (found.matches().isEmpty()) {
      found = complete(context.bare(), statement);
    }
    return new Completions(found.matches(), found.start(), cursor);
  }

  private Completions complete(CellContext context, String statement) {
    String before = context.declarations() + statement;
    int[] anchor = new int[1];
    var known =
        analysis.completionSuggestions(before, before.length(), anchor).stream()
            .sorted(Comparator.comparing(suggestion -> !suggestion.matchesType()))
            .map(SourceCodeAnalysis.Suggestion::continuation);
    var name = SIMPLE_NAME.matcher(statement);
    var matches =
        name.find()
            ? Stream.of(
                    known,
                    beginning(name.group(), context.names()),
                    onDemand.suggest(name.group()),
                    beginning(name.group(), KEYWORDS))
                .flatMap(texts -> texts)
            : known;
    String leading = before.substring(0, anchor[0]);
    var texts = matches.distinct().toList();
    boolean members = !context.isBare() && leading.endsWith(".");
    var described = suggestions.described(leading, members ? withoutFields(texts) : texts);
    int start = context.start() + anchor[0] - context.declarations().length();
    return new Completions(described, start, start);
  }

  /// Without a record's own fields, which only its own code can name, beside the methods for them.
  private static List<String> withoutFields(List<String> texts) {
    return texts.stream().filter(text -> !texts.contains(text + "()")).toList();
  }

  private static Stream<String> beginning(String prefix, List<String> names) {
    return names.stream().filter(name -> name.startsWith(prefix) && !name.equals(prefix));
  }

  Optional<MimeBundle> inspect(String code, int cursor, int detail) {
    int end = cursor;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    var context = CellContext.of(analysis, code.substring(0, end));
    String statement = code.substring(context.start(), end);
    var found = inspect(context, statement, detail);
    if (found.isEmpty()) {
      found = inspect(context.bare(), statement, detail);
    }
    return Optional.of(found).filter(forms -> !forms.isEmpty()).map(Assistance::bundle);
  }

  private List<String> inspect(CellContext context, String statement, int detail) {
    var variable = context.isBare() ? variable(statement) : Optional.<String>empty();
    if (variable.isPresent()) {
      return List.of(signature(variable.get()));
    }
    String before = context.declarations() + statement;
    var found = documentation(before, detail);
    // A method's name says nothing to JShell before its parenthesis.
    return found.isEmpty() ? documentation(before + "(", detail) : found;
  }

  private static MimeBundle bundle(List<String> html) {
    String text = html.stream().map(HtmlText::of).collect(Collectors.joining("\n\n"));
    return MimeBundle.text(text).with("text/html", String.join("\n<hr>\n", html));
  }

  /// As HTML, one for each overload. JShell reads the sources of the JDK, where there are some, for
  /// what the index does not tell: that takes it several times as long as all the rest.
  private List<String> documentation(String code, int detail) {
    var found = analysis.documentation(code, code.length(), index.isEmpty());
    var packages = onDemand.offered();
    var comments = new LinkedHashMap<String, String>();
    for (var each : found) {
      String signature = plain(each.signature());
      comments.put(signature, index.comment(signature, packages).orElse(each.javadoc()));
    }
    if (detail > 0 && comments.containsValue(null)) {
      for (var each : analysis.documentation(code, code.length(), true)) {
        comments.putIfAbsent(plain(each.signature()), each.javadoc());
      }
    }
    return comments.entrySet().stream()
        .map(each -> signature(each.getKey()) + described(each.getValue(), detail))
        .toList();
  }

  /// As its author would write it: JShell repeats a record's components wherever its name stands,
  /// and tells a variable as `name:type`.
  private static String plain(String signature) {
    var variable = VARIABLE.matcher(signature);
    return variable.matches()
        ? variable
                .group("type")
                .replaceAll("\\b(?:[a-z]\\w*\\.)+(?=\\p{Lu})", "")
                .replace(",", ", ")
            + " "
            + variable.group("name")
        : CellContext.withoutName(signature).replaceAll("\\([^()]*\\)(?=[.(])", "");
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

  /// The indentation of the last line, and one step more behind an opening brace.
  private static String indent(String code) {
    String last = code.lines().reduce("", (_, line) -> line);
    String blanks = last.substring(0, last.length() - last.stripLeading().length());
    return last.stripTrailing().endsWith("{") ? blanks + INDENT : blanks;
  }
}
