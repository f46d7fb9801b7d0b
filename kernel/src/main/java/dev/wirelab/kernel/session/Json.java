package dev.wirelab.kernel.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.kernel.display.Screen;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The contents of messages as JSON.
final class Json {

  private Json() {}

  /// An object of names and values, alternating.
  static JsonObject object(Object... namesAndValues) {
    var object = new JsonObject();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.add((String) namesAndValues[i], of(namesAndValues[i + 1]));
    }
    return object;
  }

  static JsonArray array(Object... values) {
    var array = new JsonArray();
    for (var value : values) {
      array.add(of(value));
    }
    return array;
  }

  /// The `data` and `metadata` of a display.
  static JsonObject of(MimeBundle bundle) {
    return object(
        "data", bundle.data(), "metadata", bundle.metadata(), "transient", new JsonObject());
  }

  static JsonObject stream(Screen.Stream stream, CharSequence text) {
    return object("name", stream.name().toLowerCase(Locale.ROOT), "text", text.toString());
  }

  /// An object as Java knows it: of `Map`, `List`, `String`, `Long`, `Double`, `Boolean` and null.
  static Map<String, Object> toMap(JsonObject object) {
    var map = new LinkedHashMap<String, Object>();
    object.entrySet().forEach(entry -> map.put(entry.getKey(), toJava(entry.getValue())));
    return map;
  }

  private static Object toJava(JsonElement json) {
    return switch (json) {
      case JsonObject object -> toMap(object);
      case JsonArray array -> {
        var list = new ArrayList<>();
        array.forEach(element -> list.add(toJava(element)));
        yield list;
      }
      case JsonPrimitive text when text.isString() -> text.getAsString();
      case JsonPrimitive flag when flag.isBoolean() -> flag.getAsBoolean();
      case JsonPrimitive number -> number(number.getAsString());
      default -> null;
    };
  }

  private static Number number(String digits) {
    try {
      return Long.valueOf(digits);
    } catch (NumberFormatException e) {
      return Double.valueOf(digits);
    }
  }

  static JsonElement of(Object value) {
    return switch (value) {
      case null -> JsonNull.INSTANCE;
      case JsonElement json -> json;
      case String text -> new JsonPrimitive(text);
      // JSON has no such numbers; like JavaScript, it says null.
      case Double number when !Double.isFinite(number) -> JsonNull.INSTANCE;
      case Float number when !Float.isFinite(number) -> JsonNull.INSTANCE;
      case Number number -> new JsonPrimitive(number);
      case Boolean flag -> new JsonPrimitive(flag);
      case byte[] octets -> new JsonPrimitive(Base64.getEncoder().encodeToString(octets));
      case Map<?, ?> map -> {
        var object = new JsonObject();
        map.forEach((name, element) -> object.add(String.valueOf(name), of(element)));
        yield object;
      }
      case List<?> list -> array(list.toArray());
      default -> new JsonPrimitive(value.toString());
    };
  }
}
