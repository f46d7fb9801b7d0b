package dev.wirelab.kernel.java;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where in which cell each snippet of JShell's stands, so that a frame of a trace can be read as a
/// line of a cell: a snippet's id, which JShell puts in place of a file name, is made here.
final class Places {

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

  private int current = -1;
  private int offset;

  /// From here on, snippets are of this cell.
  ///
  /// @return how [#at] knows it
  int begin(CellText cell) {
    cells.add(cell);
    current = cells.size() - 1;
    offset = 0;
    return current;
  }

  /// From here on, snippets are of the statement that begins there.
  void at(int cell, int statementOffset) {
    current = cell;
    offset = statementOffset;
  }

  /// The id of the next snippet.
  String nextId() {
    return current + ":" + offset;
  }

  /// The line that a frame is in, of which the file is `#` and a snippet's id; empty for code that
  /// is of no cell, and for methods that JShell made.
  Optional<Line> line(StackTraceElement frame) {
    String file = frame.getFileName();
    if (file == null
        || !file.startsWith("#")
        || !file.contains(":")
        || frame.getMethodName().startsWith("do_it$")) {
      return Optional.empty();
    }
    int colon = file.indexOf(':');
    int number = Integer.parseInt(file.substring(1, colon));
    if (number < 0) {
      return Optional.empty();
    }
    var cell = cells.get(number);
    int statement = Integer.parseInt(file.substring(colon + 1));
    return Optional.of(new Line(cell, cell.place(statement).line() + frame.getLineNumber() - 1));
  }
}
