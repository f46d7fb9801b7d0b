package dev.wirelab.kernel.display;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// What stands beside each other in the rows of a table of elements.
sealed interface Columns {

  int MOST = 30;

  List<String> heads();

  /// The values in an element's row; no more of them than there are heads.
  List<Object> cells(Object element);

  /// The columns that suit all these elements.
  static Columns of(List<Object> elements) {
    if (!elements.isEmpty() && elements.getFirst() instanceof Record first) {
      var components = Component.of(first);
      if (!components.isEmpty() && elements.stream().allMatch(first.getClass()::isInstance)) {
        return new OfRecords(components.stream().map(Component::name).toList());
      }
    }
    int width =
        elements.stream().allMatch(Columns::isRow)
            ? elements.stream().mapToInt(row -> row(row).shown().size()).max().orElse(0)
            : 0;
    return width > 0 ? new OfRows(width) : new OfValues();
  }

  private static boolean isRow(Object element) {
    return element instanceof List || element != null && element.getClass().isArray();
  }

  private static Elements row(Object element) {
    return element instanceof List<?> list ? Elements.of(list) : Elements.ofArray(element);
  }

  /// A column for each component.
  record OfRecords(List<String> heads) implements Columns {
    @Override
    public List<Object> cells(Object element) {
      return Component.of((Record) element).stream().map(Component::value).toList();
    }
  }

  /// A column for each place in lists or arrays, the last for all that are too many.
  record OfRows(int width) implements Columns {
    @Override
    public List<String> heads() {
      var heads =
          new ArrayList<>(
              IntStream.range(0, Math.min(width, MOST)).mapToObj(String::valueOf).toList());
      if (width > MOST) {
        heads.add("more");
      }
      return heads;
    }

    @Override
    public List<Object> cells(Object element) {
      var row = row(element);
      var cells = new ArrayList<>(row.shown().subList(0, Math.min(row.shown().size(), MOST)));
      if (row.shown().size() > MOST) {
        cells.add("…");
      } else if (!row.rest().isEmpty()) {
        cells.add("… " + row.rest());
      }
      return cells;
    }
  }

  /// One column.
  record OfValues() implements Columns {
    @Override
    public List<String> heads() {
      return List.of("Value");
    }

    @Override
    public List<Object> cells(Object element) {
      return Collections.singletonList(element);
    }
  }
}
