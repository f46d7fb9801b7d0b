package dev.wirelab.kernel.display;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.regex.Pattern;

/// JSON, as a tree whose branches unfold. Its plain text is the JSON, indented.
///
/// ```java
/// JSON.of("{\"a\": [1, 2]}")
/// JSON.of(Map.of("a", List.of(1, 2)))
/// ```
public final class JSON implements Displayable {

  private static final Gson GSON =
      new GsonBuilder()
          .setPrettyPrinting()
          .serializeNulls()
          .disableHtmlEscaping()
          .setStrictness(Strictness.STRICT)
          .create();

  /// All that is of use in what the parser says.
  private static final Pattern PLACE = Pattern.compile("line \\d+ column \\d+");

  private final JsonElement content;

  private JSON(JsonElement content) {
    this.content = content;
  }

  /// JSON of text, or of a value: maps, collections, arrays, records, texts and numbers in them.
  ///
  /// @param content a `CharSequence` is JSON text, and not a text in JSON
  /// @throws IllegalArgumentException if the text is no JSON, or the value holds what JSON does not
  ///   know, such as an infinite number
  public static JSON of(Object content) {
    return new JSON(content instanceof CharSequence text ? parsed(text) : GSON.toJsonTree(content));
  }

  private static JsonElement parsed(CharSequence text) {
    if (text.toString().isBlank()) {
      throw new IllegalArgumentException("This is no JSON: the text is empty");
    }
    var reader = new JsonReader(new StringReader(text.toString()));
    reader.setStrictness(Strictness.STRICT);
    try {
      var element = JsonParser.parseReader(reader);
      reader.peek(); // Throws where there is more.
      return element;
    } catch (JsonParseException | IOException e) {
      var place = PLACE.matcher(String.valueOf(e.getMessage()));
      throw new IllegalArgumentException(
          "This is no JSON" + (place.find() ? ", from " + place.group() + " on" : ""), e);
    }
  }

  /// For front ends, as [MimeBundle] takes it.
  Object content() {
    return content;
  }

  @Override
  public MimeBundle mimeBundle() {
    return MimeBundle.text(toString()).with("application/json", content);
  }

  /// The JSON, indented.
  @Override
  public String toString() {
    return GSON.toJson(content);
  }
}
