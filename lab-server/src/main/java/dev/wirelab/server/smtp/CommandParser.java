package dev.wirelab.server.smtp;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Takes a command line apart.
final class CommandParser {

  /// Commands that exist, elsewhere.
  private static final Set<String> NOT_IMPLEMENTED =
      Set.of("AUTH", "BDAT", "ETRN", "EXPN", "SAML", "SEND", "SOML", "STARTTLS", "TURN");

  private static final Pattern HTTP = Pattern.compile("[A-Z]+ \\S+ HTTP/\\d.*");

  private CommandParser() {}

  /// Reads a line without its CR LF.
  ///
  /// @throws Refusal with the reply that says what is wrong with it
  static Command parse(String line) throws Refusal {
    if (!line.chars().allMatch(c -> c >= ' ' && c <= '~' || c == '\t')) {
      throw Refusal.of(500, "A command has printable ASCII characters only (RFC 5321, 2.4)");
    }
    // Whoever receives tolerates blanks at the end (RFC 5321, 4.1.1).
    var trimmed = line.stripTrailing();
    int blank = trimmed.indexOf(' ');
    var word = blank < 0 ? trimmed : trimmed.substring(0, blank);
    var argument = blank < 0 ? "" : trimmed.substring(blank + 1);
    var verb = Verb.named(word).orElse(null);
    if (verb == null) {
      throw unknown(trimmed, word);
    }
    if (line.length() + "\r\n".length() > verb.longestLine()) {
      throw tooLong(verb.longestLine());
    }
    return switch (verb) {
      case EHLO, HELO -> hello(verb, argument);
      case MAIL -> {
        var path = Path.parse(verb, "FROM:", argument);
        yield new Command.Mail(path.mailbox(), Parameter.parse(verb, path.rest()));
      }
      case RCPT -> rcpt(Path.parse(verb, "TO:", argument));
      case DATA -> alone(verb, argument, new Command.Data());
      case RSET -> alone(verb, argument, new Command.Rset());
      case QUIT -> alone(verb, argument, new Command.Quit());
      case NOOP -> new Command.Noop();
      case VRFY -> vrfy(argument);
      case HELP -> help(argument);
    };
  }

  /// The answer to a line of more than `most` octets (RFC 5321, 4.5.3.1.9).
  static Refusal tooLong(int most) {
    return Refusal.of(
        500, "Line too long: at most " + most + " octets with CR LF (RFC 5321, 4.5.3.1)");
  }

  private static Refusal unknown(String line, String word) {
    if (line.isBlank()) {
      return Refusal.of(500, "An empty line is no command; HELP lists those there are");
    }
    if (NOT_IMPLEMENTED.contains(word.toUpperCase(Locale.ROOT))) {
      return Refusal.of(502, "Command not implemented; HELP lists those that are");
    }
    if (HTTP.matcher(line).matches()) {
      // A web page that has the browser send mail unasked must not get far.
      return Refusal.of(421, "This is SMTP and what came is HTTP, closing transmission channel");
    }
    return Refusal.of(500, "Command not recognized; HELP lists those there are");
  }

  private static Command alone(Verb verb, String argument, Command command) throws Refusal {
    if (!argument.isEmpty()) {
      throw verb.syntaxError(verb + " has no argument");
    }
    return command;
  }

  private static Command hello(Verb verb, String argument) throws Refusal {
    var client = argument.strip();
    if (client.isEmpty()) {
      throw verb.syntaxError("Who are you? " + verb + " needs your host's name");
    }
    // An underscore is no part of a domain, and yet of many a machine's name.
    if (client.length() > 255 || !Mailbox.isDomain(client.replace('_', '-'))) {
      throw verb.syntaxError("That is neither a domain nor an address in brackets");
    }
    return new Command.Hello(verb == Verb.EHLO, client);
  }

  private static Command rcpt(Path path) throws Refusal {
    var parameters = Parameter.parse(Verb.RCPT, path.rest());
    var recipient =
        path.mailbox().orElseThrow(() -> Verb.RCPT.syntaxError("The null path <> leads to nobody"));
    return new Command.Rcpt(recipient, parameters);
  }

  private static Command vrfy(String argument) throws Refusal {
    if (argument.isBlank()) {
      throw Verb.VRFY.syntaxError("Whom?");
    }
    return new Command.Vrfy(argument.strip());
  }

  private static Command help(String argument) throws Refusal {
    if (argument.isBlank()) {
      return new Command.Help(Optional.empty());
    }
    return new Command.Help(
        Optional.of(
            Verb.named(argument.strip())
                .orElseThrow(() -> Refusal.of(504, "No help on that; HELP lists the commands"))));
  }
}
