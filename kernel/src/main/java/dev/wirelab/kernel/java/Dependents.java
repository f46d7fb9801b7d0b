package dev.wirelab.kernel.java;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/// What one declaration means for others, in sentences.
final class Dependents {

  private final JShell shell;

  Dependents(JShell shell) {
    this.shell = shell;
  }

  /// Whether a declaration waits for others, or does not fit to them.
  boolean isIncomplete(DeclarationSnippet declaration) {
    var status = shell.status(declaration);
    return status == Snippet.Status.RECOVERABLE_DEFINED
        || status == Snippet.Status.RECOVERABLE_NOT_DEFINED;
  }

  /// Why it cannot be used.
  String reason(DeclarationSnippet declaration) {
    var lacking = shell.unresolvedDependencies(declaration).toList();
    String what = kind(declaration) + " " + declaration.name();
    if (lacking.isEmpty()) {
      return what
          + " does not compile any more: "
          + shell
              .diagnostics(declaration)
              .filter(Diag::isError)
              .map(error -> PlainNames.in(error.getMessage(Locale.ENGLISH)))
              .findFirst()
              .map(message -> message.lines().findFirst().orElse(""))
              .map(message -> message.replaceAll("\\bjava\\.lang\\.(?=\\p{Lu})", ""))
              .orElse("what it names has changed");
    }
    boolean one = lacking.size() == 1;
    return what
        + " refers to "
        + String.join(" and ", lacking)
        + (one ? ", which is not" : ", which are not")
        + " declared yet; it works once you declare "
        + (one ? "it" : "them");
  }

  private static String kind(DeclarationSnippet declaration) {
    return switch (declaration) {
      case MethodSnippet _ -> "method";
      case TypeDeclSnippet type ->
          switch (type.subKind()) {
            case INTERFACE_SUBKIND -> "interface";
            case ENUM_SUBKIND -> "enum";
            case RECORD_SUBKIND -> "record";
            case ANNOTATION_TYPE_SUBKIND -> "annotation";
            default -> "class";
          };
      default -> "variable";
    };
  }

  /// What a declaration changed in others, a line each.
  ///
  /// @param events as JShell tells them: of the declaration first, then of what it changed
  List<String> changes(List<SnippetEvent> events) {
    var broken =
        events.stream()
            .filter(event -> event.causeSnippet() != null)
            .filter(event -> event.previousStatus() == Snippet.Status.VALID)
            .map(SnippetEvent::snippet)
            .filter(MethodSnippet.class::isInstance)
            .map(DeclarationSnippet.class::cast)
            .filter(this::isIncomplete)
            .map(this::reason);
    String unset =
        variables(events).map(VarSnippet::name).distinct().collect(Collectors.joining(", "));
    var lines = broken.collect(Collectors.toList());
    if (!unset.isEmpty() && events.getFirst().snippet() instanceof DeclarationSnippet declared) {
      // JShell lets go of the old one before it finds the new one wrong.
      String change =
          events.getFirst().status() == Snippet.Status.REJECTED
              ? "%s %s is not there until this compiles; make anew then what was made with the old one: %s"
              : "%s %s is new; make anew what was made with the old one: %s";
      lines.add(change.formatted(kind(declared), declared.name(), unset));
    }
    return lines;
  }

  /// Those that a declaration took the values of.
  private static Stream<VarSnippet> variables(List<SnippetEvent> events) {
    return events.stream()
        .filter(event -> event.causeSnippet() != null && event.isSignatureChange())
        .filter(event -> event.previousStatus() == Snippet.Status.VALID)
        .map(SnippetEvent::snippet)
        .filter(VarSnippet.class::isInstance)
        .map(VarSnippet.class::cast);
  }
}
