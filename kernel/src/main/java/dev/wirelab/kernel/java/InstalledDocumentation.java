package dev.wirelab.kernel.java;

import dev.wirelab.kernel.extension.Documentation;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Summaries from the [DocumentationIndex], for code that has a method and no signature of
/// JShell's.
public final class InstalledDocumentation implements Documentation {

  private final DocumentationIndex index;

  /// That of this kernel.
  public InstalledDocumentation() {
    this(DocumentationIndex.installed());
  }

  InstalledDocumentation(DocumentationIndex index) {
    this.index = index;
  }

  /// Where a class says nothing of a method that it overrides, those above it do.
  @Override
  public Optional<String> summary(Method method) {
    return above(method.getDeclaringClass())
        .flatMap(type -> in(type, method).stream())
        .flatMap(found -> index.comment(signature(found), List.of()).stream())
        .map(comment -> HtmlText.of(new Javadoc(comment).summary()).replaceAll("\\s+", " ").strip())
        .filter(summary -> !summary.isEmpty())
        .findFirst();
  }

  /// A type, and what it extends and implements.
  private static Stream<Class<?>> above(Class<?> type) {
    return type == null
        ? Stream.empty()
        : Stream.concat(
            Stream.of(type),
            Stream.concat(
                above(type.getSuperclass()),
                Arrays.stream(type.getInterfaces()).flatMap(InstalledDocumentation::above)));
  }

  private static Optional<Method> in(Class<?> type, Method method) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(each -> each.getName().equals(method.getName()))
        .filter(each -> Arrays.equals(each.getParameterTypes(), method.getParameterTypes()))
        .findFirst();
  }

  /// As JShell would tell it.
  private static String signature(Method method) {
    String parameters =
        Arrays.stream(method.getGenericParameterTypes())
            .map(Type::getTypeName)
            .collect(Collectors.joining(", "));
    if (method.isVarArgs()) {
      parameters = parameters.substring(0, parameters.length() - "[]".length()) + "...";
    }
    return "void %s.%s(%s)"
        .formatted(method.getDeclaringClass().getCanonicalName(), method.getName(), parameters);
  }
}
