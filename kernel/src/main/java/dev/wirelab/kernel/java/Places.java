package dev.wirelab.kernel.java;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;
import jdk.jshell.StatementSnippet;

/// Where in which cell each snippet of JShell's stands, so that a frame of a trace can be read as a
/// line of a cell: a snippet's id, which JShell puts in place of a file name, is made here.
final class Places {

  private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+");

  /// A line of a cell, from 1.
  record Line(CellText cell, int number) {

    String name() {
      return cell.name(number);
    }

    String text() {
      return cell.line(number).strip();
    }
  }

  /// In the order in which they ran; a cell that does not count has the number of another.
  private final List<CellText> cells = new ArrayList<>();

  private final List<Snippet> snippets = new ArrayList<>();
  private int current = -1;
  private int offset;

  /// From here on, snippets are of this cell.
  ///
  /// @return how [#at] knows it
  synchronized int begin(CellText cell) {
    cells.add(cell);
    current = cells.size() - 1;
    offset = 0;
    return current;
  }

  /// From here on, snippets are of the statement that begins there.
  synchronized void at(int cell, int statementOffset) {
    current = cell;
    offset = statementOffset;
  }

  /// The id of the next snippet.
  synchronized String nextId(Snippet snippet) {
    if (snippet instanceof DeclarationSnippet || snippet instanceof StatementSnippet) {
      snippets.add(snippet);
    }
    return current + ":" + offset;
  }

  /// The line that a frame is in, of which the file is `#` and a snippet's id; empty for code that
  /// is of no cell, and for methods that JShell made.
  synchronized Optional<Line> line(StackTraceElement frame) {
    String file = frame.getFileName();
    if (file == null
        || !file.startsWith("#")
        || !file.contains(":")
        || frame.getMethodName().startsWith("do_it$")) {
      return Optional.empty();
    }
    return line(file.substring(1), frame.getLineNumber());
  }

  /// The line of a frame that JShell did not translate, since it was not JShell that the exception
  /// reached: its class is the one that JShell wrapped around a snippet.
  ///
  /// @param analysis tells how a snippet was wrapped
  synchronized Optional<Line> rawLine(StackTraceElement frame, SourceCodeAnalysis analysis) {
    var wrapper = WRAPPER.matcher(frame.getClassName());
    if (!wrapper.lookingAt()) {
      return Optional.empty();
    }
    return snippets.reversed().stream()
        .filter(snippet -> analysis.wrapper(snippet).fullClassName().equals(wrapper.group()))
        .findFirst()
        .flatMap(snippet ->
            line(snippet.id(), lineIn(analysis.wrapper(snippet), frame.getLineNumber())));
  }

  /// The line of a snippet that a line of its wrapped form came from.
  private static int lineIn(SnippetWrapper wrapper, int wrappedLine) {
    String wrapped = wrapper.wrapped();
    int from = 0;
    for (int line = 1; line < wrappedLine; line++) {
      from = wrapped.indexOf('\n', from) + 1;
    }
    int end = wrapped.indexOf('\n', from);
    for (int at = from; at < (end < 0 ? wrapped.length() : end); at++) {
      int source = wrapper.wrappedToSourcePosition(at);
      if (source >= 0 && wrapper.sourceToWrappedPosition(source) == at) {
        String before = wrapper.source().substring(0, source);
        return 1 + (int) before.chars().filter(c -> c == '\n').count();
      }
    }
    return 1;
  }

  private Optional<Line> line(String id, int lineOfSnippet) {
    int colon = id.indexOf(':');
    int number = Integer.parseInt(id.substring(0, colon));
    if (number < 0) {
      return Optional.empty();
    }
    var cell = cells.get(number);
    int statement = Integer.parseInt(id.substring(colon + 1));
    return Optional.of(new Line(cell, cell.place(statement).line() + lineOfSnippet - 1));
  }
}
