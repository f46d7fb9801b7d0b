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

  /// The value as JSON. Written as a chain of ifs, because every start comes here: a switch over
  /// types is linked when it is first reached, which costs a start several milliseconds.
  static JsonElement of(Object value) {
    if (value == null || isNoNumber(value)) {
      return JsonNull.INSTANCE;
    }
    if (value instanceof JsonElement json) {
      return json;
    }
    if (value instanceof Number number) {
      return new JsonPrimitive(number);
    }
    if (value instanceof Boolean flag) {
      return new JsonPrimitive(flag);
    }
    if (value instanceof byte[] octets) {
      return new JsonPrimitive(Base64.getEncoder().encodeToString(octets));
    }
    if (value instanceof Map<?, ?> map) {
      var object = new JsonObject();
      map.forEach((name, element) -> object.add(String.valueOf(name), of(element)));
      return object;
    }
    if (value instanceof List<?> list) {
      return array(list.toArray());
    }
    return new JsonPrimitive(value.toString());
  }

  /// JSON has no such numbers; like JavaScript, it says null.
  private static boolean isNoNumber(Object value) {
    return value instanceof Double number && !Double.isFinite(number)
        || value instanceof Float single && !Float.isFinite(single);
  }
}
