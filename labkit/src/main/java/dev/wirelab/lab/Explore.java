package dev.wirelab.lab;

import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.kernel.extension.Documentation;
import dev.wirelab.lab.show.Html;
import dev.wirelab.lab.show.TextTable;
import dev.wirelab.lab.show.Wording;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a class that one does not know can do: Python's `dir()`, with a sentence on each method
/// where its documentation is installed.
///
/// ```java
/// explore(Store.class)     // connect, getFolder, isConnected, ...
/// explore(store)           // the same of a value's class
/// ```
public final class Explore implements Displayable {

  private final Class<?> type;
  private final Documentation documentation = Documentation.offered();

  private Explore(Class<?> type) {
    this.type = type;
  }

  /// The public methods of a class or interface, by name.
  public static Explore explore(Class<?> type) {
    return new Explore(type);
  }

  /// The public methods of a value's class, by name.
  public static Explore explore(Object value) {
    return new Explore(value.getClass());
  }

  /// The names of the methods, each once.
  public List<String> names() {
    return methods().map(Method::getName).distinct().toList();
  }

  private Stream<Method> methods() {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getDeclaringClass() != Object.class)
        .filter(method -> !method.isSynthetic())
        .sorted(Comparator.comparing(Method::getName).thenComparing(Explore::signature));
  }

  private static String signature(Method method) {
    return (Modifier.isStatic(method.getModifiers()) ? "static " : "")
        + method.getName()
        + Arrays.stream(method.getParameters())
            .map(parameter -> parameter.getType().getSimpleName())
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private List<String> cells(Method method) {
    return List.of(
        signature(method),
        method.getReturnType().getSimpleName(),
        method.getDeclaringClass().getSimpleName(),
        documentation.summary(method).orElse(""));
  }

  private String caption() {
    return Wording.say("explore.caption", type.getSimpleName(), methods().count());
  }

  private static List<String> columns() {
    return List.of(
        Wording.say("explore.method"),
        Wording.say("explore.result"),
        Wording.say("explore.from"),
        Wording.say("explore.summary"));
  }

  /// One line, then one for each method.
  @Override
  public String toString() {
    var table = new TextTable().row(columns().toArray(String[]::new));
    methods().forEach(method -> table.row(cells(method).toArray(String[]::new)));
    return caption() + "\n" + table;
  }

  @Override
  public MimeBundle mimeBundle() {
    var html = new Html().table("wirelab-explore", caption(), columns());
    methods()
        .map(this::cells)
        .forEach(cells -> {
          html.row("wirelab-method", cells.getFirst());
          cells.subList(1, cells.size()).forEach(html::cell);
          html.endRow();
        });
    return MimeBundle.text(toString()).with("text/html", html.endTable().toString());
  }
}
