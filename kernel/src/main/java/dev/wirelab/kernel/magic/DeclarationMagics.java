package dev.wirelab.kernel.magic;

import dev.wirelab.kernel.display.StdinNotImplementedException;
import dev.wirelab.kernel.extension.Input;
import dev.wirelab.kernel.extension.Workspace;
import dev.wirelab.kernel.extension.Workspace.Variable;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// `%who`, `%vars`, `%imports` and `%reset`: what the cells have declared.
final class DeclarationMagics {

  private static final int LONGEST = 100;

  private final Workspace workspace;

  DeclarationMagics(Workspace workspace) {
    this.workspace = workspace;
  }

  /// As IPython does: the names alone, or those of some types.
  Object who(List<String> types, String line) {
    var names =
        workspace.variables().stream()
            .filter(variable -> types.isEmpty() || types.contains(simple(variable.type())))
            .map(Variable::name)
            .collect(Collectors.joining("  "));
    String none =
        types.isEmpty()
            ? "No variables yet."
            : "No variables of type " + String.join(" or ", types) + ".";
    System.out.println(names.isEmpty() ? none : names);
    return null;
  }

  private static String simple(String type) {
    return type.replaceAll("<.*>", "").replaceAll("^.*\\.", "");
  }

  /// As JShell's `/vars` does.
  Object variables(List<String> names, String line) {
    workspace.variables().stream()
        .filter(variable -> names.isEmpty() || names.contains(variable.name()))
        .map(variable -> variable.type() + " " + variable.name() + " = " + told(variable.value()))
        .forEach(System.out::println);
    return null;
  }

  private static String told(Object value) {
    String text = value instanceof String string ? '"' + string + '"' : Objects.toString(value);
    String line = text.replace("\n", "\\n");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  /// As JShell's `/imports` does.
  Object imports(List<String> arguments, String line) {
    workspace.imports().forEach(wanted -> System.out.println("import " + wanted));
    return null;
  }

  /// As IPython does: with `-f` at once, otherwise when the person agrees.
  Object reset(List<String> arguments, String line) {
    if (arguments.contains("-f") || agreed()) {
      workspace.reset();
    } else {
      System.out.println("Nothing done.");
    }
    return null;
  }

  private static boolean agreed() {
    try {
      var answer = Input.readLine("Once deleted, variables cannot be recovered. Proceed (y/[n])? ");
      return answer != null && answer.strip().equalsIgnoreCase("y");
    } catch (StdinNotImplementedException e) {
      throw new IllegalStateException("Nobody can be asked here; %reset -f does it without", e);
    }
  }
}
