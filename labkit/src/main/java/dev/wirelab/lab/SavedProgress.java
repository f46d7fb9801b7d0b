package dev.wirelab.lab;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.wirelab.lab.ProgressTable.Standing;
import dev.wirelab.lab.show.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What a learner has reached in a notebook, in a file beside it, so that it outlives the kernel.
///
/// Which notebook that is Jupyter Server says, in `JPY_SESSION_NAME`. Where none is open, as when
/// notebooks are run for their outputs or for marks, nothing is kept: every run begins with nothing
/// done.
///
/// @param file where it is, if anywhere
record SavedProgress(Optional<Path> file) {

  private static final String NOTEBOOK = "JPY_SESSION_NAME";
  private static final String ENDING = ".ipynb";
  private static final String FOLDER = ".wirelab-progress";

  static SavedProgress none() {
    return new SavedProgress(Optional.empty());
  }

  /// @param environment that of the kernel
  static SavedProgress of(Map<String, String> environment) {
    var name = environment.getOrDefault(NOTEBOOK, "");
    if (!name.endsWith(ENDING)) {
      return none();
    }
    var notebook = Path.of(name).toAbsolutePath();
    var lesson = notebook.getFileName().toString().replaceFirst("\\.ipynb$", ".json");
    return new SavedProgress(Optional.of(notebook.resolveSibling(FOLDER).resolve(lesson)));
  }

  /// What was reached before; nothing, if nothing was saved or nobody can read it.
  SequencedMap<String, Standing> read() {
    var standings = new LinkedHashMap<String, Standing>();
    if (file.filter(Files::exists).isEmpty()) {
      return standings;
    }
    try {
      JsonParser.parseString(Files.readString(file.get()))
          .getAsJsonObject()
          .asMap()
          .forEach((exercise, saved) -> standings.put(exercise, standing(saved.getAsJsonObject())));
      return standings;
    } catch (IOException
        | JsonParseException
        | IllegalStateException
        | NullPointerException
        | NumberFormatException
        | UnsupportedOperationException _) {
      // It was written by us and changed by somebody: what cannot be read begins anew.
      return new LinkedHashMap<>();
    }
  }

  private static Standing standing(JsonObject saved) {
    return new Standing(
        saved.get("passed").getAsInt(),
        saved.get("checks").getAsInt(),
        saved.get("tries").getAsInt());
  }

  /// Saves it, as a whole or not at all.
  ///
  /// @return why that cannot be done, if it cannot
  Optional<String> write(Map<String, Standing> standings) {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    var json = new JsonObject();
    standings.forEach((exercise, standing) -> {
      var saved = new JsonObject();
      saved.addProperty("passed", standing.passed());
      saved.addProperty("checks", standing.of());
      saved.addProperty("tries", standing.tries());
      json.add(exercise, saved);
    });
    var place = file.get();
    var half = place.resolveSibling(place.getFileName() + ".half");
    try {
      Files.createDirectories(place.getParent());
      Files.writeString(half, json.toString());
      Files.move(half, place, StandardCopyOption.REPLACE_EXISTING);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(Wording.say("progress.not.saved", place, e.getClass().getSimpleName()));
    }
  }
}
