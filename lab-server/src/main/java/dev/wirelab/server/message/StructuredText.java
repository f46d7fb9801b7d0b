package dev.wirelab.server.message;

/// The text of a structured field, read from left to right (RFC 5322, 3.2). It takes what it gets:
/// a quote or a bracket that is not closed ends where the text does.
final class StructuredText {

  private final String text;
  private int next;

  StructuredText(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return next == text.length();
  }

  char peek() {
    return text.charAt(next);
  }

  char next() {
    return text.charAt(next++);
  }

  /// Blanks and comments (RFC 5322, 3.2.2).
  void skipBlanks() {
    while (!atEnd() && (peek() == ' ' || peek() == '\t' || peek() == '(')) {
      if (peek() == '(') {
        comment();
      } else {
        next++;
      }
    }
  }

  void skipComments() {
    while (!atEnd() && peek() == '(') {
      comment();
    }
  }

  /// A comment without its brackets, those inside it included.
  String comment() {
    int begin = next + 1;
    int depth = 0;
    while (!atEnd()) {
      char c = next();
      if (c == '\\' && !atEnd()) {
        next++;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return text.substring(begin, next - 1);
      }
    }
    return text.substring(Math.min(begin, next));
  }

  /// A quoted string without quotes and backslashes (RFC 5322, 3.2.4).
  String quoted() {
    var content = new StringBuilder();
    next++;
    while (!atEnd() && peek() != '"') {
      char c = next();
      content.append(c == '\\' && !atEnd() ? next() : c);
    }
    if (!atEnd()) {
      next++;
    }
    return content.toString();
  }

  /// All up to one of these characters, or the end; comments are left out.
  String until(String ends) {
    var content = new StringBuilder();
    while (!atEnd() && ends.indexOf(peek()) < 0) {
      if (peek() == '(') {
        comment();
      } else {
        content.append(next());
      }
    }
    return content.toString();
  }
}
