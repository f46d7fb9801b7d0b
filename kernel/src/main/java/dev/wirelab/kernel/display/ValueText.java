package dev.wirelab.kernel.display;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The text of a value and of what it holds: what `toString()` says, but no longer than anybody
/// would read, and whatever its elements do.
///
/// Collections and maps that have no text of their own, and arrays, are walked through: they may
/// hold themselves, or be without end. An element whose `toString()` throws is a note in its place.
/// One object is the work on one value.
final class ValueText {

  private static final int LONGEST = 1_000_000;
  private static final int LONGEST_ELEMENT = 5_000;
  private static final int DEEPEST = 20;
  private static final int COST_OF_OVERFLOW = 100;

  /// The values that the current one is within.
  private final Set<Object> around = Collections.newSetFromMap(new IdentityHashMap<>());

  /// How many elements may still be shown, on all levels together.
  private int left = 20_000;

  /// The text of a value that stands for itself: what its `toString()` throws goes to the caller.
  static String whole(Object value) {
    var text = new ValueText();
    var walked = text.walked(value);
    // No lambda: it would be linked while the first result is waited for.
    return cut(walked.isPresent() ? walked.get() : text.own(value), LONGEST);
  }

  /// The text of an element: it never throws because of the element.
  String of(Object element) {
    if (left-- <= 0 || around.size() > DEEPEST) {
      return "…";
    }
    return cut(walked(element).orElseGet(() -> guarded(() -> own(element))), LONGEST_ELEMENT);
  }

  /// The texts of what `container` holds.
  List<String> each(Object container, List<Object> elements) {
    around.add(container);
    try {
      var texts = new ArrayList<String>();
      for (var element : elements) {
        texts.add(element instanceof Map.Entry<?, ?> entry ? entry(entry) : of(element));
      }
      return texts;
    } finally {
      around.remove(container);
    }
  }

  private String entry(Map.Entry<?, ?> entry) {
    return of(entry.getKey()) + "=" + of(entry.getValue());
  }

  /// The text of several, as Java puts it.
  static String joined(List<String> texts, String rest, String open, String close) {
    var all = new ArrayList<>(texts);
    if (!rest.isEmpty()) {
      all.add("… " + rest);
    }
    return open + String.join(", ", all) + close;
  }

  /// Whether Java's own classes say how this value reads: one text for all collections.
  static boolean isWalked(Object value) {
    if (value instanceof Collection || value instanceof Map) {
      try {
        var author = value.getClass().getMethod("toString").getDeclaringClass();
        return author.getModule() == Object.class.getModule();
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException("Everything has a toString", e);
      }
    }
    return value != null && value.getClass().isArray();
  }

  /// The text of what this class walks through; empty for all else.
  private Optional<String> walked(Object value) {
    if (value instanceof Optional<?> optional) {
      return Optional.of(
          optional.map(held -> "Optional[" + of(held) + "]").orElse("Optional.empty"));
    }
    if (value instanceof Record && around.contains(value)) {
      return Optional.of("(this " + value.getClass().getSimpleName() + ")");
    }
    if (!isWalked(value)) {
      return Optional.empty();
    }
    boolean again = around.contains(value);
    return Optional.of(
        switch (value) {
          case Collection<?> _ when again -> "(this Collection)";
          case Map<?, ?> _ when again -> "(this Map)";
          case Collection<?> all -> text(all, Elements.of(all), "[", "]");
          case Map<?, ?> all -> text(all, Elements.of(all), "{", "}");
          default -> again ? "[...]" : text(value, Elements.ofArray(value), "[", "]");
        });
  }

  private String text(Object container, Elements elements, String open, String close) {
    return joined(each(container, elements.shown()), elements.rest(), open, close);
  }

  private String own(Object value) {
    if (value == null) {
      return "null";
    }
    try {
      return Objects.requireNonNullElse(value.toString(), "null");
    } catch (StackOverflowError e) {
      if (value instanceof Record record) {
        return components(record);
      }
      throw e;
    }
  }

  /// A record that holds itself has no text but this.
  private String components(Record record) {
    around.add(record);
    left -= COST_OF_OVERFLOW;
    try {
      return Component.of(record).stream()
          .map(component -> component.name() + "=" + of(component.value()))
          .collect(Collectors.joining(", ", record.getClass().getSimpleName() + "[", "]"));
    } finally {
      around.remove(record);
    }
  }

  private static String guarded(Supplier<String> text) {
    try {
      return text.get();
    } catch (Exception | StackOverflowError | AssertionError | LinkageError e) {
      return "(toString() threw " + e.getClass().getName() + ")";
    }
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest
        ? text
        : text.substring(0, longest) + "… (" + (text.length() - longest) + " characters more)";
  }
}
