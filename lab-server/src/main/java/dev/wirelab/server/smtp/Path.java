package dev.wirelab.server.smtp;

import java.util.Optional;
import java.util.regex.Pattern;

/// A path in angle brackets and what stands behind it (RFC 5321, 4.1.2, "Path").
///
/// @param mailbox where it leads; empty for the null path `<>`
/// @param rest the parameters, unread
record Path(Optional<Mailbox> mailbox, String rest) {

  private static final int LONGEST = 256;

  /// Hosts to go by, which are taken and not heeded (RFC 5321, appendix C).
  private static final Pattern ROUTE = Pattern.compile("(?:@[^,:@]+,)*@[^,:@]+:");

  /// Reads the argument of MAIL or RCPT.
  ///
  /// @param word `FROM:` or `TO:`
  static Path parse(Verb verb, String word, String argument) throws Refusal {
    if (!argument.regionMatches(true, 0, word, 0, word.length())) {
      throw verb.syntaxError(word + " is missing");
    }
    if (!argument.startsWith("<", word.length())) {
      throw verb.syntaxError(
          argument.startsWith(" ", word.length())
              ? "No space may stand after " + word + " (RFC 5321, 3.3)"
              : "The address stands in angle brackets (RFC 5321, 4.1.2)");
    }
    int begin = word.length() + 1;
    int end = closing(argument, begin);
    if (end < 0) {
      throw verb.syntaxError("The angle bracket is not closed");
    }
    if (end + 1 < argument.length() && argument.charAt(end + 1) != ' ') {
      throw verb.syntaxError("A space stands between the address and its parameters");
    }
    return new Path(mailbox(verb, argument.substring(begin, end)), argument.substring(end + 1));
  }

  private static Optional<Mailbox> mailbox(Verb verb, String path) throws Refusal {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    var status = verb == Verb.MAIL ? Status.SENDER_SYNTAX : Status.RECIPIENT_SYNTAX;
    if (Mailbox.octets(path) + "<>".length() > LONGEST) {
      throw verb.syntaxError(status, "The path has more than 256 octets (RFC 5321, 4.5.3.1.3)");
    }
    var route = ROUTE.matcher(path);
    try {
      return Optional.of(Mailbox.parse(route.lookingAt() ? path.substring(route.end()) : path));
    } catch (IllegalArgumentException e) {
      throw verb.syntaxError(status, e.getMessage());
    }
  }

  /// Where the path ends; a quoted string may have brackets of its own.
  private static int closing(String argument, int begin) {
    boolean quoted = false;
    for (int i = begin; i < argument.length(); i++) {
      switch (argument.charAt(i)) {
        case '"' -> quoted = !quoted;
        case '\\' -> i += quoted ? 1 : 0;
        case '>' -> {
          if (!quoted) {
            return i;
          }
        }
        default -> {}
      }
    }
    return -1;
  }
}
