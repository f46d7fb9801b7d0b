package dev.wirelab.kernel.java;

/// The text of a cell, and places in it.
///
/// @param number the cell's `In [n]`
record CellText(int number, String code) {

  /// A place as people count: lines and columns from 1.
  record Place(int line, int column) {}

  Place place(int offset) {
    int end = Math.clamp(offset, 0, code.length());
    int lineStart = code.lastIndexOf('\n', end - 1) + 1;
    int line = 1 + (int) code.substring(0, lineStart).chars().filter(c -> c == '\n').count();
    return new Place(line, end - lineStart + 1);
  }

  /// The text of a line; empty beyond the last.
  String line(int line) {
    return code.lines().skip(Math.max(0, line - 1)).findFirst().orElse("");
  }

  /// How tracebacks name a line of this cell.
  String name(int line) {
    return "Cell In[" + number + "], line " + line;
  }
}
