package dev.wirelab.kernel.java;

/// The text of a cell, and places in it.
///
/// @param title what tracebacks call it
/// @param code what runs
/// @param written what the author wrote, line for line the same
/// @param first the number of the first line
record CellText(String title, String code, String written, int first) {

  /// A place as people count: lines and columns from 1.
  record Place(int line, int column) {}

  Place place(int offset) {
    int end = Math.clamp(offset, 0, code.length());
    int lineStart = code.lastIndexOf('\n', end - 1) + 1;
    int line = first + (int) code.substring(0, lineStart).chars().filter(c -> c == '\n').count();
    return new Place(line, end - lineStart + 1);
  }

  /// The text of a line; empty beyond the last.
  String line(int line) {
    return written.lines().skip(Math.max(0, line - first)).findFirst().orElse("");
  }

  /// How tracebacks name a line of this cell.
  String name(int line) {
    return title + ", line " + line;
  }
}
