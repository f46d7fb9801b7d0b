package dev.wirelab.kernel.java;

import java.util.function.UnaryOperator;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/// Which snippet a frame is of, and where in it. JShell says so itself of what the statement threw
/// that it ran; of what was thrown on another thread nobody tells it.
///
/// To be used under the compiler's lock.
final class SnippetFrames implements UnaryOperator<StackTraceElement> {

  private static final String STATEMENT = "do_it$";

  private final JShell shell;

  SnippetFrames(JShell shell) {
    this.shell = shell;
  }

  /// The frame as JShell tells it: `#` and the snippet's id for its file, a line of the snippet for
  /// its line. A frame of no snippet stays as it is.
  @Override
  public StackTraceElement apply(StackTraceElement raw) {
    return shell
        .snippets()
        .filter(snippet -> isOf(raw, snippet))
        .findFirst()
        .map(snippet -> in(snippet, raw))
        .orElse(raw);
  }

  private boolean isOf(StackTraceElement raw, Snippet snippet) {
    if (snippet.kind() == Snippet.Kind.IMPORT || snippet.kind() == Snippet.Kind.ERRONEOUS) {
      return false;
    }
    String outer = wrapper(snippet).fullClassName();
    return raw.getClassName().equals(outer) || raw.getClassName().startsWith(outer + "$");
  }

  private StackTraceElement in(Snippet snippet, StackTraceElement raw) {
    var wrapper = wrapper(snippet);
    int at = wrapper.wrappedToSourcePosition(endOfLine(wrapper.wrapped(), raw.getLineNumber()));
    String before = snippet.source().substring(0, Math.clamp(at, 0, snippet.source().length()));
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    String method = raw.getMethodName().equals(STATEMENT) ? "" : raw.getMethodName();
    return new StackTraceElement(raw.getClassName(), method, "#" + snippet.id(), line);
  }

  /// Where a line ends: on a line that begins with what JShell adds, the snippet's part comes last.
  private static int endOfLine(String text, int line) {
    int from = 0;
    for (int i = 1; i < line; i++) {
      from = text.indexOf('\n', from) + 1;
    }
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private SnippetWrapper wrapper(Snippet snippet) {
    return shell.sourceCodeAnalysis().wrapper(snippet);
  }
}
