package dev.wirelab.kernel.interpreter;

/// Answer to `is_complete_request`.
public sealed interface Completeness {

  record Complete() implements Completeness {}

  record Invalid() implements Completeness {}

  /// @param indent what the next line should begin with
  record Incomplete(String indent) implements Completeness {}
}
