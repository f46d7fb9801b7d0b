package dev.wirelab.kernel.display;

import java.lang.reflect.Array;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/// The first elements of a collection, map or array: as many as are shown, and a word on the rest.
/// It takes them once, and no more of them than it shows: they may be without end.
///
/// @param shown of a map, its entries
/// @param count says how many there are, so far as that is known: `3 elements`
/// @param rest what becomes of the others: `900 more`; empty where there are none
record Elements(List<Object> shown, String count, String rest) {

  private static final int MOST = 100;

  static Elements of(Collection<?> collection) {
    return of(collection, collection::size, "element", "elements");
  }

  static Elements of(Map<?, ?> map) {
    // Copied: what their methods throw, the iterator throws.
    return of(
        () -> map.entrySet().stream().<Object>map(SimpleImmutableEntry::new).iterator(),
        map::size,
        "entry",
        "entries");
  }

  static Elements ofArray(Object array) {
    int length = Array.getLength(array);
    var shown = new ArrayList<>();
    for (int i = 0; i < Math.min(length, MOST); i++) {
      shown.add(Array.get(array, i));
    }
    return new Elements(shown, count(length, "element", "elements"), more(length));
  }

  private static Elements of(Iterable<?> all, IntSupplier count, String one, String many) {
    var shown = new ArrayList<>();
    try {
      for (var element : all) {
        if (shown.size() == MOST) {
          int size = count.getAsInt();
          // It has more, whatever it says.
          return size > MOST
              ? new Elements(shown, size + " " + many, more(size))
              : new Elements(shown, "over " + MOST + " " + many, "more");
        }
        shown.add(element);
      }
    } catch (Exception | StackOverflowError | AssertionError | LinkageError e) {
      return new Elements(
          shown,
          "at least " + shown.size() + " " + many,
          "then its iterator threw " + e.getClass().getName());
    }
    return new Elements(shown, count(shown.size(), one, many), "");
  }

  private static String count(int size, String one, String many) {
    return size + " " + (size == 1 ? one : many);
  }

  boolean isEmpty() {
    return shown.isEmpty() && rest.isEmpty();
  }

  private static String more(int size) {
    return size > MOST ? size - MOST + " more" : "";
  }
}
