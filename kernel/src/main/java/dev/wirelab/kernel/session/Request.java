package dev.wirelab.kernel.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/// Reads the content of requests. What is missing or of another type takes its default, as the
/// protocol's optional fields do.
final class Request {

  private Request() {}

  static String text(JsonObject content, String name, String otherwise) {
    return content.get(name) instanceof JsonPrimitive value && value.isString()
        ? value.getAsString()
        : otherwise;
  }

  static boolean flag(JsonObject content, String name, boolean otherwise) {
    return content.get(name) instanceof JsonPrimitive value && value.isBoolean()
        ? value.getAsBoolean()
        : otherwise;
  }

  static int number(JsonObject content, String name, int otherwise) {
    JsonElement value = content.get(name);
    return value instanceof JsonPrimitive number && number.isNumber()
        ? number.getAsInt()
        : otherwise;
  }

  /// A `cursor_pos`, which counts Unicode code points, as a Java index; the end where it is missing
  /// or beyond.
  static int cursor(JsonObject content, String code) {
    int points = code.codePointCount(0, code.length());
    int position = Math.clamp(number(content, "cursor_pos", points), 0, points);
    return code.offsetByCodePoints(0, position);
  }

  /// A Java index as the protocol counts it.
  static int codePoints(String code, int index) {
    return code.codePointCount(0, index);
  }
}
