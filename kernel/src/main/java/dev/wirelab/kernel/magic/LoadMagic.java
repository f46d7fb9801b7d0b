package dev.wirelab.kernel.magic;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.wirelab.kernel.extension.LineMagic;
import dev.wirelab.kernel.extension.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// `%load`: runs a file of Java, or the cells of another notebook.
final class LoadMagic implements LineMagic {

  private static final List<String> ENDINGS =
      List.of("", ".jsh", ".jshell", ".java", ".jjava", ".ipynb");
  private static final String NOTEBOOK = ".ipynb";

  private final Workspace workspace;

  LoadMagic(Workspace workspace) {
    this.workspace = workspace;
  }

  @Override
  public Object run(List<String> arguments, String line) throws IOException {
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("%load wants a file: %load helpers.jshell");
    }
    Object last = null;
    for (var argument : arguments) {
      for (var path : Globs.paths(argument)) {
        last = load(found(path));
      }
    }
    return last;
  }

  private static Path found(Path path) {
    return ENDINGS.stream()
        .map(ending -> Path.of(path + ending))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no file "
                    + path.toAbsolutePath()
                    + ", also none that ends with "
                    + ENDINGS.stream().skip(1).collect(Collectors.joining(", "))));
  }

  private Object load(Path file) throws IOException {
    var text = Files.readString(file);
    var name = file.getFileName().toString();
    if (!name.endsWith(NOTEBOOK)) {
      return workspace.evaluate(text, name);
    }
    Object last = null;
    int number = 0;
    for (var code : codeCells(file, text)) {
      number++;
      last = workspace.evaluate(code, name + ", code cell " + number);
    }
    return last;
  }

  private static List<String> codeCells(Path file, String text) throws IOException {
    try {
      return JsonParser.parseString(text)
          .getAsJsonObject()
          .getAsJsonArray("cells")
          .asList()
          .stream()
          .map(JsonElement::getAsJsonObject)
          .filter(cell -> cell.get("cell_type").getAsString().equals("code"))
          .map(cell -> source(cell.get("source")))
          .toList();
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      throw new IOException(file + " is no notebook: " + e.getMessage(), e);
    }
  }

  private static String source(JsonElement source) {
    return source.isJsonArray()
        ? source.getAsJsonArray().asList().stream()
            .map(JsonElement::getAsString)
            .collect(Collectors.joining())
        : source.getAsString();
  }

  @Override
  public String help() {
    return """
    FILE …
    Runs a file of Java, or the code cells of a notebook (.ipynb), as if it stood here. The endings
    .jsh, .jshell, .java, .jjava and .ipynb may be left out.\
    """;
  }
}
