package dev.wirelab.server.message;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// A field's value with parameters behind it, as Content-Type and Content-Disposition have them
/// (RFC 2045, 5.1; RFC 2183, 2). What is not written as it should be is read as far as it goes.
///
/// @param value what stands in front, `text/plain` or `attachment`
/// @param parameters by name as written, in their order; encoded ones (RFC 2231) as they stand
public record Parameterized(String value, SequencedMap<String, String> parameters) {

  /// More than anybody means.
  private static final int MOST_PARAMETERS = 100;

  /// @param text each character stands for one octet
  public static Parameterized parse(String text) {
    var cursor = new StructuredText(text);
    var value = new StringBuilder();
    cursor.skipBlanks();
    while (!cursor.atEnd() && cursor.peek() != ';') {
      value.append(cursor.next());
      cursor.skipComments();
    }
    var parameters = new LinkedHashMap<String, String>();
    while (!cursor.atEnd() && parameters.size() < MOST_PARAMETERS) {
      cursor.next();
      cursor.skipBlanks();
      var name = cursor.until("=;").strip();
      if (!cursor.atEnd() && cursor.peek() == '=') {
        cursor.next();
        cursor.skipBlanks();
        var content =
            !cursor.atEnd() && cursor.peek() == '"' ? cursor.quoted() : cursor.until(";").strip();
        cursor.until(";");
        if (!name.isEmpty()) {
          parameters.putIfAbsent(name, content);
        }
      }
    }
    return new Parameterized(value.toString().strip(), parameters);
  }

  /// A parameter by its name, in any case.
  public Optional<String> parameter(String name) {
    return parameters.entrySet().stream()
        .filter(parameter -> parameter.getKey().equalsIgnoreCase(name))
        .map(java.util.Map.Entry::getValue)
        .findFirst();
  }
}
