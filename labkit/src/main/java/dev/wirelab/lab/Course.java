package dev.wirelab.lab;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.lab.show.Html;
import dev.wirelab.lab.show.TextTable;
import dev.wirelab.lab.show.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// How far a learner has come with the lessons of a folder, read from the notebooks as they were
/// last saved: a check that was run and ended without an error is an exercise done.
record Course(List<Item> lessons) implements Displayable {

  /// Names that need no escaping in a link.
  private static final String NAMES = "[0-9][0-9]-[\\w.-]+\\.ipynb";

  /// A lesson.
  ///
  /// @param file its name
  /// @param standing how many exercises are done, or that it can't be read
  record Item(String file, String title, String standing, int done, int of) {

    static Item read(Path file) {
      var name = file.getFileName().toString();
      try {
        var notebook = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        var cells = elements(notebook.getAsJsonArray("cells")).toList();
        var checks = cells.stream().filter(Item::isCheck).toList();
        int done = (int) checks.stream().filter(Item::passed).count();
        return new Item(
            name,
            cells.stream().flatMap(cell -> title(cell).stream()).findFirst().orElse(name),
            Wording.say("course.of", done, checks.size()),
            done,
            checks.size());
      } catch (IOException
          | JsonParseException
          | IllegalStateException
          | NullPointerException
          | ClassCastException
          | UnsupportedOperationException _) {
        // Whatever is wrong with one file, the others are shown.
        return new Item(name, name, Wording.say("course.unreadable"), 0, 0);
      }
    }

    private static boolean isCheck(JsonObject cell) {
      return cell.getAsJsonObject("metadata").get("nbgrader") instanceof JsonObject nbgrader
          && nbgrader.get("grade").getAsBoolean();
    }

    private static boolean passed(JsonObject check) {
      return !check.get("execution_count").isJsonNull()
          && elements(check.getAsJsonArray("outputs"))
              .noneMatch(output -> output.get("output_type").getAsString().equals("error"));
    }

    private static Optional<String> title(JsonObject cell) {
      if (!cell.get("cell_type").getAsString().equals("markdown")) {
        return Optional.empty();
      }
      // A notebook's source is a text, or its lines.
      var source =
          cell.get("source") instanceof JsonArray lines
              ? lines.isEmpty() ? "" : lines.get(0).getAsString()
              : cell.get("source").getAsString();
      return source
          .lines()
          .findFirst()
          .filter(line -> line.startsWith("# "))
          .map(line -> line.substring(2).strip());
    }

    private static Stream<JsonObject> elements(JsonArray array) {
      return StreamSupport.stream(Objects.requireNonNull(array).spliterator(), false)
          .map(JsonElement::getAsJsonObject);
    }

    private String number() {
      return file.substring(0, file.indexOf('-'));
    }
  }

  /// @throws IOException if the folder can't be read
  static Course in(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return new Course(
          files
              .filter(file -> file.getFileName().toString().matches(NAMES))
              .sorted()
              .map(Item::read)
              .toList());
    }
  }

  private String caption() {
    int done = lessons.stream().mapToInt(Item::done).sum();
    int of = lessons.stream().mapToInt(Item::of).sum();
    return Wording.say("course.caption", done, of);
  }

  private static List<String> columns() {
    return List.of(
        Wording.say("course.number"), Wording.say("course.lesson"), Wording.say("course.done"));
  }

  @Override
  public String toString() {
    var table = new TextTable().row(columns().toArray(String[]::new));
    lessons.forEach(lesson -> table.row(lesson.number(), lesson.title(), lesson.standing()));
    return caption() + "\n" + table;
  }

  @Override
  public MimeBundle mimeBundle() {
    var html = new Html().table("wirelab-course", caption(), columns());
    for (var lesson : lessons) {
      html.row("wirelab-lesson", lesson.number())
          .cell(new Html().link(lesson.file(), lesson.title()))
          .cell(lesson.standing())
          .endRow();
    }
    return MimeBundle.text(toString()).with("text/html", html.endTable().toString());
  }
}
