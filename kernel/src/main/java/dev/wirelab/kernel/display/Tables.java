package dev.wirelab.kernel.display;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Collections, maps, arrays and records as tables, and the same as text.
final class Tables {

  private Tables() {}

  static MimeBundle collection(Collection<?> all) {
    return elements(all, Elements.of(all), all instanceof List);
  }

  static MimeBundle array(Object array) {
    return elements(array, Elements.ofArray(array), true);
  }

  private static MimeBundle elements(Object all, Elements elements, boolean numbered) {
    var words = new ValueText().each(all, elements.shown());
    var texts = new ValueText();
    var columns = Columns.of(elements.shown());
    var heads =
        Stream.concat(numbered ? Stream.of("Index") : Stream.of(), columns.heads().stream());
    var table = new Table(caption(all, elements), heads.toList());
    for (int i = 0; i < words.size(); i++) {
      var element = elements.shown().get(i);
      if (numbered) {
        table.row(String.valueOf(i));
      } else {
        table.row();
      }
      if (columns instanceof Columns.OfValues) {
        table.cell(element, words.get(i));
      } else {
        var cells = columns.cells(element);
        table.cells(cells, texts.each(element, cells));
      }
      table.endRow();
    }
    return bundle(all, ValueText.joined(words, elements.rest(), "[", "]"), table, elements);
  }

  static MimeBundle map(Map<?, ?> map) {
    var entries = Elements.of(map);
    var texts = new ValueText();
    var words = new ArrayList<String>();
    var table = new Table(caption(map, entries), List.of("Key", "Value"));
    for (var element : entries.shown()) {
      var entry = (Map.Entry<?, ?>) element;
      var told = texts.each(map, Arrays.asList(entry.getKey(), entry.getValue()));
      table.row(told.getFirst()).cell(entry.getValue(), told.getLast()).endRow();
      words.add(told.getFirst() + "=" + told.getLast());
    }
    return bundle(map, ValueText.joined(words, entries.rest(), "{", "}"), table, entries);
  }

  static MimeBundle record(Record record) {
    var text = ValueText.whole(record);
    var components = Component.of(record);
    if (components.isEmpty()) {
      return MimeBundle.text(text);
    }
    var table = new Table(name(record), List.of("Component", "Value"));
    var values = new ArrayList<Object>();
    components.forEach(component -> values.add(component.value()));
    var told = new ValueText().each(record, values);
    for (int i = 0; i < told.size(); i++) {
      table.row(components.get(i).name()).cell(values.get(i), told.get(i)).endRow();
    }
    return MimeBundle.text(text).with("text/html", table.end(""));
  }

  /// @param walked the text, unless the value has one of its own
  private static MimeBundle bundle(Object value, String walked, Table table, Elements elements) {
    var text = MimeBundle.text(ValueText.isWalked(value) ? walked : ValueText.whole(value));
    return elements.isEmpty() ? text : text.with("text/html", table.end(elements.rest()));
  }

  private static String caption(Object value, Elements elements) {
    return name(value) + " of " + elements.count();
  }

  /// The name of its class; where nobody but Java's authors could know that, of what it is to all
  /// others.
  private static String name(Object value) {
    var type = value.getClass();
    boolean hidden = !Modifier.isPublic(type.getModifiers()) && type.getModule().isNamed();
    if (!hidden && !type.isAnonymousClass()) {
      return type.getSimpleName();
    }
    return Stream.of(List.class, Set.class, Map.class, Collection.class)
        .filter(known -> known.isInstance(value))
        .findFirst()
        .map(Class::getSimpleName)
        .orElse("Record");
  }
}
