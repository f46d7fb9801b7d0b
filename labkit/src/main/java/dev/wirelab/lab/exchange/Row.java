package dev.wirelab.lab.exchange;

import java.util.ArrayList;
import java.util.List;

/// How lines are put together to be shown: one by one, and the lines of a message's text as one
/// block.
sealed interface Row {

  record One(Line line) implements Row {}

  /// @param lines at least one, all of them payload
  record Block(List<Line> lines) implements Row {

    int octets() {
      return lines.stream().mapToInt(Line::size).sum();
    }
  }

  static List<Row> of(List<Line> lines) {
    var rows = new ArrayList<Row>();
    var block = new ArrayList<Line>();
    for (var line : lines) {
      if (line.meaning() instanceof Meaning.Payload) {
        block.add(line);
        continue;
      }
      if (!block.isEmpty()) {
        rows.add(new Block(List.copyOf(block)));
        block.clear();
      }
      rows.add(new One(line));
    }
    if (!block.isEmpty()) {
      rows.add(new Block(List.copyOf(block)));
    }
    return rows;
  }
}
