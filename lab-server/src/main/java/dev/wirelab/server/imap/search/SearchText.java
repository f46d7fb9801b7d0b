package dev.wirelab.server.imap.search;

import java.util.Locale;

/// A text to look for, in any case, anywhere inside another.
///
/// @param folded without the differences that do not count
public record SearchText(String folded) {

  static SearchText of(String text) {
    return new SearchText(fold(text));
  }

  boolean isIn(String text) {
    return folded.isEmpty() || fold(text).contains(folded);
  }

  /// Up and down again: some letters have two of the one or of the other case.
  private static String fold(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
