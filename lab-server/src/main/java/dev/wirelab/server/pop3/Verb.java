package dev.wirelab.server.pop3;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The commands there are, with their syntax.
enum Verb {
  CAPA("CAPA"),
  STLS("STLS"),
  USER("USER <name>"),
  PASS("PASS <password>"),
  APOP("APOP <name> <digest>"),
  AUTH("AUTH <mechanism> [initial response]"),
  STAT("STAT"),
  LIST("LIST [message]"),
  UIDL("UIDL [message]"),
  RETR("RETR <message>"),
  TOP("TOP <message> <lines>"),
  DELE("DELE <message>"),
  RSET("RSET"),
  NOOP("NOOP"),
  QUIT("QUIT");

  /// A command line's octets, CR LF included (RFC 2449, 4).
  static final int LONGEST_LINE = 255;

  private final String syntax;

  Verb(String syntax) {
    this.syntax = syntax;
  }

  static Optional<Verb> named(String word) {
    String name = word.toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(verb -> verb.name().equals(name)).findFirst();
  }

  /// The answer to a command of this verb that is not written as it should be.
  Refusal syntaxError(String what) {
    return Refusal.of(what + "; syntax: " + syntax);
  }
}
