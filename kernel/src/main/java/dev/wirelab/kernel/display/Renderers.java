package dev.wirelab.kernel.display;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Turns values into something to look at. Cells find the notebook's as the variable `renderers`.
///
/// ```java
/// renderers.register(Point.class, p -> HTML.of("<b>" + p.x() + "</b>, " + p.y()));
/// ```
///
/// The first of these that there is shows a value:
///
/// 1. its own [Displayable] form;
/// 2. the renderer registered for its type, by a cell, an extension or a library: the most specific
///    of the types that the value has. Where two are left of which neither is a subtype of the
///    other, it is the one met first on the way from the value's class to `Object`, where each
///    class stands before the interfaces that it names, and those before its superclass;
/// 3. what the kernel knows of Java's own types: tables for collections, maps, arrays and records,
///    pictures, links;
/// 4. its `toString()`.
///
/// Safe for use by many threads.
public final class Renderers {

  private final Map<Class<?>, Renderer<Object>> byType = new ConcurrentHashMap<>();
  private final Providers providers = new Providers();

  /// Shows values of a type and its subtypes this way; it replaces an earlier renderer for the same
  /// type. What a notebook shows already stays as it is.
  public <T> void register(Class<T> type, Renderer<? super T> renderer) {
    Objects.requireNonNull(renderer, "the renderer is null");
    byType.put(type, value -> renderer.render(type.cast(value)));
  }

  /// Forgets the renderer that was registered for exactly this type.
  public void remove(Class<?> type) {
    byType.remove(type);
  }

  /// Where libraries are found that may bring renderers, as [RendererProvider]s; to be called again
  /// when there are more. It looks when they are first needed, and not now.
  ///
  /// @param leftOut is told why a provider was left out
  public void lookIn(ClassLoader libraries, Consumer<Throwable> leftOut) {
    providers.lookIn(libraries, leftOut);
  }

  /// The forms of a value, `text/plain` always among them. Calls code of the value's class, so it
  /// may throw anything, an Error too.
  public MimeBundle render(Object value) {
    boolean simple = isSimple(value);
    if (simple && byType.isEmpty()) {
      return MimeBundle.text(ValueText.whole(value));
    }
    var bundle = value instanceof Displayable own ? own.mimeBundle() : registered(value, simple);
    return bundle.data().containsKey("text/plain")
        ? bundle
        : bundle.with("text/plain", ValueText.whole(value));
  }

  /// The values that cells have most, and whose text says all.
  private static boolean isSimple(Object value) {
    return value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Character;
  }

  private MimeBundle registered(Object value, boolean simple) {
    if (value == null) {
      return MimeBundle.text("null");
    }
    if (!simple) {
      providers.ask(this);
    }
    var renderer = of(value.getClass());
    if (renderer.isPresent()) {
      return Objects.requireNonNull(
              renderer.get().render(value),
              () -> "The renderer of this " + value.getClass().getSimpleName() + " returned null")
          .mimeBundle();
    }
    return simple ? MimeBundle.text(ValueText.whole(value)) : JavaValues.bundle(value, this);
  }

  private Optional<Renderer<Object>> of(Class<?> type) {
    if (byType.isEmpty()) {
      return Optional.empty();
    }
    var candidates = typesOf(type).stream().filter(byType::containsKey).toList();
    return candidates.stream()
        .filter(candidate -> isMostSpecific(candidate, candidates))
        .findFirst()
        .map(byType::get);
  }

  private static boolean isMostSpecific(Class<?> type, List<Class<?>> candidates) {
    return candidates.stream().noneMatch(other -> other != type && type.isAssignableFrom(other));
  }

  /// A class, the interfaces it names and those above them, then the same of its superclass.
  private static Set<Class<?>> typesOf(Class<?> type) {
    var types = new LinkedHashSet<Class<?>>();
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      var waiting = new ArrayDeque<Class<?>>(List.of(at));
      for (var next = waiting.poll(); next != null; next = waiting.poll()) {
        types.add(next);
        waiting.addAll(List.of(next.getInterfaces()));
      }
    }
    return types;
  }
}
