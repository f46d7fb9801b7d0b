package dev.wirelab.lab.exchange;

import dev.wirelab.server.wire.Peer;
import java.util.ArrayList;
import java.util.List;

/// How lines are put together to be shown: one by one, and the lines of a message's text as one
/// block.
sealed interface Row {

  record One(Line line) implements Row {}

  /// @param lines at least one, all of them payload and of the same side
  record Block(List<Line> lines) implements Row {

    Peer from() {
      return lines.getFirst().from();
    }

    int octets() {
      return lines.stream().mapToInt(Line::size).sum();
    }
  }

  static List<Row> of(List<Line> lines) {
    var rows = new ArrayList<Row>();
    var block = new ArrayList<Line>();
    for (var line : lines) {
      boolean payload = line.meaning() instanceof Meaning.Payload;
      if (payload && (block.isEmpty() || block.getFirst().from() == line.from())) {
        block.add(line);
        continue;
      }
      if (!block.isEmpty()) {
        rows.add(new Block(List.copyOf(block)));
        block.clear();
      }
      if (payload) {
        block.add(line);
      } else {
        rows.add(new One(line));
      }
    }
    if (!block.isEmpty()) {
      rows.add(new Block(List.copyOf(block)));
    }
    return rows;
  }
}
