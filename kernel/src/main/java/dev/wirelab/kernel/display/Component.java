package dev.wirelab.kernel.display;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;

/// A component of a record, and its value.
record Component(String name, Object value) {

  /// What an accessor threw.
  private record Thrown(String method, Throwable reason) {
    @Override
    public String toString() {
      return "(" + method + "() threw " + reason.getClass().getName() + ")";
    }
  }

  /// The components of a record; none where its class lets nobody look.
  static List<Component> of(Record record) {
    var components = new ArrayList<Component>();
    for (var component : record.getClass().getRecordComponents()) {
      var accessor = component.getAccessor();
      if (!accessor.trySetAccessible()) {
        return List.of();
      }
      try {
        components.add(new Component(component.getName(), accessor.invoke(record)));
      } catch (InvocationTargetException e) {
        components.add(
            new Component(component.getName(), thrown(component.getName(), e.getCause())));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(component + " was made accessible", e);
      }
    }
    return components;
  }

  /// An Error that says more of the JVM or of the cell than of the accessor goes on.
  private static Thrown thrown(String method, Throwable reason) {
    return switch (reason) {
      case Exception e -> new Thrown(method, e);
      case StackOverflowError e -> new Thrown(method, e);
      case AssertionError e -> new Thrown(method, e);
      case LinkageError e -> new Thrown(method, e);
      case Error e -> throw e;
      default -> new Thrown(method, reason);
    };
  }
}
