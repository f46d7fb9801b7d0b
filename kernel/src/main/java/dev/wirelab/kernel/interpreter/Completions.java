package dev.wirelab.kernel.interpreter;

import java.util.List;

/// Answer to `complete_request`.
///
/// @param matches what may replace the text between `start` and `end`
/// @param start a Java index into the code
/// @param end a Java index into the code
public record Completions(List<Completion> matches, int start, int end) {}
