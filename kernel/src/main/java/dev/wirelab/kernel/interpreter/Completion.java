package dev.wirelab.kernel.interpreter;

/// One of several texts that could stand at the cursor.
///
/// @param text what would be inserted
/// @param kind what it is, for front ends that show a sign beside it
/// @param signature the parameters of a function, in parentheses; empty where none are known
public record Completion(String text, Kind kind, String signature) {

  /// The kinds that front ends have signs for.
  public enum Kind {
    FUNCTION,
    CLASS,
    MODULE,
    KEYWORD,
    INSTANCE
  }
}
