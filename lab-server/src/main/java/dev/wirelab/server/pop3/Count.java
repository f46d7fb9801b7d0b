package dev.wirelab.server.pop3;

/// Numbers in words.
final class Count {

  private Count() {}

  /// As in "1 message" and "2 messages".
  static String of(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
