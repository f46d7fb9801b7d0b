package dev.wirelab.lab.exchange;

import dev.wirelab.server.wire.Peer;
import java.util.ArrayList;
import java.util.List;

/// How lines are put together to be shown: one by one, and the lines of a message's text as one
/// block.
sealed interface Row {

  /// At least one line, all of them of the same side.
  List<Line> lines();

  record One(Line line) implements Row {
    @Override
    public List<Line> lines() {
      return List.of(line);
    }
  }

  /// @param lines all of them payload
  record Block(List<Line> lines) implements Row {}

  default Peer from() {
    return lines().getFirst().from();
  }

  /// Octets on the wire.
  default int octets() {
    return lines().stream().mapToInt(Line::size).sum();
  }

  /// The numbers of its lines, `7` or `7–9`.
  default String numbers() {
    int first = lines().getFirst().number();
    int last = lines().getLast().number();
    return first == last ? "" + first : first + "–" + last;
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
