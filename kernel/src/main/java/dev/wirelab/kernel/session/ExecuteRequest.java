package dev.wirelab.kernel.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.Map;

/// The content of an `execute_request`.
///
/// @param code the cell
/// @param silent whether it runs without being seen or counted
/// @param storeHistory whether it counts, and is kept; never with `silent`
/// @param userExpressions what to evaluate behind it, by names that the front end chose
/// @param allowStdin whether the front end can be asked for input
/// @param stopOnError whether its failure takes along what waits behind it
/// @param locked whether a grader vouches for the cell, which its metadata says
record ExecuteRequest(
    String code,
    boolean silent,
    boolean storeHistory,
    Map<String, String> userExpressions,
    boolean allowStdin,
    boolean stopOnError,
    boolean locked) {

  /// A field that must be there is not, or one is of another type than it must be.
  static final class InvalidException extends Exception {
    private static final long serialVersionUID = 1;

    private InvalidException(String name, String expected, JsonElement found) {
      super(
          "execute_request: \"%s\" must be %s, and %s"
              .formatted(name, expected, found == null ? "is missing" : "is " + kind(found)));
    }
  }

  /// @throws InvalidException if a field is missing that has no default, or is ill-typed
  static ExecuteRequest of(JsonObject content, JsonObject metadata) throws InvalidException {
    if (!(content.get("code") instanceof JsonPrimitive code && code.isString())) {
      throw new InvalidException("code", "a string", content.get("code"));
    }
    boolean silent = flag(content, "silent", false);
    return new ExecuteRequest(
        code.getAsString(),
        silent,
        flag(content, "store_history", true) && !silent,
        userExpressions(content),
        flag(content, "allow_stdin", false),
        flag(content, "stop_on_error", true),
        metadata.get("locked") instanceof JsonPrimitive locked
            && locked.isBoolean()
            && locked.getAsBoolean());
  }

  private static boolean flag(JsonObject content, String name, boolean otherwise)
      throws InvalidException {
    var value = content.get(name);
    if (value == null || value.isJsonNull()) {
      return otherwise;
    }
    if (value instanceof JsonPrimitive flag && flag.isBoolean()) {
      return flag.getAsBoolean();
    }
    throw new InvalidException(name, "a boolean", value);
  }

  private static Map<String, String> userExpressions(JsonObject content) throws InvalidException {
    var value = content.get("user_expressions");
    var expressions = new LinkedHashMap<String, String>();
    if (value == null || value.isJsonNull()) {
      return expressions;
    }
    if (!(value instanceof JsonObject named)) {
      throw new InvalidException("user_expressions", "an object", value);
    }
    for (var entry : named.entrySet()) {
      if (!(entry.getValue() instanceof JsonPrimitive code && code.isString())) {
        throw new InvalidException(
            "user_expressions." + entry.getKey(), "a string", entry.getValue());
      }
      expressions.put(entry.getKey(), code.getAsString());
    }
    return expressions;
  }

  private static String kind(JsonElement found) {
    return switch (found) {
      case JsonPrimitive text when text.isString() -> "a string";
      case JsonPrimitive flag when flag.isBoolean() -> "a boolean";
      case JsonPrimitive _ -> "a number";
      case JsonObject _ -> "an object";
      case JsonElement nothing when nothing.isJsonNull() -> "null";
      default -> "an array";
    };
  }
}
