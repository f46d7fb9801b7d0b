package dev.wirelab.server.smtp;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The commands there are, with their syntax as HELP tells it.
enum Verb {
  EHLO("EHLO <your host's name>", "say hello; the answer lists the extensions (RFC 5321, 4.1.1.1)"),
  HELO("HELO <your host's name>", "say hello as of old (RFC 5321, 4.1.1.1)"),
  STARTTLS("STARTTLS", "go over to TLS (RFC 3207)", "STARTTLS"),
  AUTH("AUTH <mechanism> [response in base64]", "log in (RFC 4954)", "AUTH"),
  MAIL("MAIL FROM:<address> [parameters]", "begin a mail: the sender (RFC 5321, 4.1.1.2)"),
  RCPT("RCPT TO:<address> [parameters]", "name a recipient (RFC 5321, 4.1.1.3)"),
  DATA("DATA", "send the text; it ends with a line that is a lone dot (RFC 5321, 4.1.1.4)"),
  BDAT("BDAT <octets> [LAST]", "send so many octets of the text (RFC 3030, 2)", "CHUNKING"),
  RSET("RSET", "give up the mail that was begun (RFC 5321, 4.1.1.5)"),
  VRFY("VRFY <user>", "ask whether a user exists (RFC 5321, 4.1.1.6)"),
  EXPN("EXPN <list>", "ask who gets the mail for a list or alias (RFC 5321, 4.1.1.7)", "EXPN"),
  HELP("HELP [command]", "this help (RFC 5321, 4.1.1.8)"),
  NOOP("NOOP", "do nothing (RFC 5321, 4.1.1.9)"),
  QUIT("QUIT", "say goodbye (RFC 5321, 4.1.1.10)");

  /// A command line's octets, CR LF included (RFC 5321, 4.5.3.1.4).
  private static final int COMMAND_LINE = 512;

  /// What SIZE (RFC 1870, 3), 8BITMIME (RFC 6152, 2), DSN (RFC 3461, 4), AUTH (RFC 4954, 3) and
  /// SMTPUTF8 (RFC 6531, 3.1) add to MAIL's line.
  private static final int MAIL_LINE = COMMAND_LINE + 26 + 17 + 107 + 500 + 10;

  /// What DSN adds to RCPT's line (RFC 3461, 4).
  private static final int RCPT_LINE = COMMAND_LINE + 500;

  /// No command's line is longer.
  static final int LONGEST_LINE = Math.max(MAIL_LINE, RCPT_LINE);

  private final String syntax;
  private final String about;
  private final Optional<String> extension;

  Verb(String syntax, String about) {
    this(syntax, about, Optional.empty());
  }

  Verb(String syntax, String about, String extension) {
    this(syntax, about, Optional.of(extension));
  }

  Verb(String syntax, String about, Optional<String> extension) {
    this.syntax = syntax;
    this.about = about;
    this.extension = extension;
  }

  private static final Map<String, Verb> BY_NAME = new HashMap<>();

  static {
    for (var verb : values()) {
      BY_NAME.put(verb.name(), verb);
    }
  }

  static Optional<Verb> named(String word) {
    return Optional.ofNullable(BY_NAME.get(word.toUpperCase(Locale.ROOT)));
  }

  String syntax() {
    return syntax;
  }

  String about() {
    return about;
  }

  /// The keyword in EHLO's answer that it comes with, if it is not there anyway.
  Optional<String> extension() {
    return extension;
  }

  int longestLine() {
    return switch (this) {
      case MAIL -> MAIL_LINE;
      case RCPT -> RCPT_LINE;
      default -> COMMAND_LINE;
    };
  }

  /// The answer to a command of this verb that is not written as it should be.
  Refusal syntaxError(String what) {
    return syntaxError(Status.INVALID_ARGUMENT, what);
  }

  Refusal syntaxError(Status status, String what) {
    return Refusal.of(501, shown(status), what, "Syntax: " + syntax);
  }

  /// The answer to a command of this verb whose line has too many octets (RFC 5321, 4.5.3.1.9).
  Refusal tooLong() {
    return CommandParser.tooLong(shown(Status.SYNTAX), longestLine());
  }

  /// No answer to hello has an enhanced code: the client is yet to learn that there are such (RFC
  /// 2034, 4).
  private Status shown(Status status) {
    return this == EHLO || this == HELO ? Status.NONE : status;
  }
}
