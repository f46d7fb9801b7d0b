package dev.wirelab.server.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Takes a command line apart.
final class CommandParser {

  /// Commands that exist, elsewhere.
  private static final Set<String> NOT_IMPLEMENTED =
      Set.of("ETRN", "SAML", "SEND", "SOML", "TURN", "XCLIENT", "XFORWARD");

  /// Compiled when one of them is needed.
  private interface Forms {
    Pattern HTTP = Pattern.compile("[A-Z]+ \\S+ HTTP/\\d.*");
    Pattern READS_UTF8 = Pattern.compile(" +SMTPUTF8$", Pattern.CASE_INSENSITIVE);
    Pattern BDAT = Pattern.compile("([0-9]{1,18})(?: +(?i:LAST))?");
  }

  private final Extensions extensions;

  /// @param extensions which commands there are
  CommandParser(Extensions extensions) {
    this.extensions = extensions;
  }

  /// Reads a line without its CR LF, a character an octet.
  ///
  /// @throws Refusal with the reply that says what is wrong with it
  Command parse(String octets) throws Refusal {
    var line = decode(octets);
    // Whoever receives tolerates blanks at the end (RFC 5321, 4.1.1).
    var trimmed = line.stripTrailing();
    int blank = trimmed.indexOf(' ');
    var word = blank < 0 ? trimmed : trimmed.substring(0, blank);
    var argument = blank < 0 ? "" : trimmed.substring(blank + 1);
    var verb = Verb.named(word).orElse(null);
    if (verb == null) {
      throw unknown(trimmed, word);
    }
    if (!extensions.has(verb)) {
      throw notImplemented();
    }
    if (octets.length() + "\r\n".length() > verb.longestLine()) {
      throw verb.tooLong();
    }
    return switch (verb) {
      case EHLO, HELO -> hello(verb, argument);
      case STARTTLS -> alone(verb, argument, new Command.StartTls());
      case AUTH -> auth(argument);
      case MAIL -> {
        var path = Path.parse(verb, "FROM:", argument);
        yield new Command.Mail(path.mailbox(), Parameter.parse(verb, path.rest()));
      }
      case RCPT -> rcpt(Path.parse(verb, "TO:", argument));
      case DATA -> alone(verb, argument, new Command.Data());
      case BDAT -> bdat(argument);
      case RSET -> alone(verb, argument, new Command.Rset());
      case QUIT -> alone(verb, argument, new Command.Quit());
      case NOOP -> new Command.Noop();
      case VRFY -> new Command.Vrfy(whom(verb, argument));
      case EXPN -> {
        var list = whom(verb, argument);
        yield new Command.Expn(list, list.length() < argument.strip().length());
      }
      case HELP -> help(argument);
    };
  }

  /// The answer to a line of more than `most` octets (RFC 5321, 4.5.3.1.9).
  static Refusal tooLong(Status status, int most) {
    return Refusal.of(
        500, status, "Line too long: at most " + most + " octets with CR LF (RFC 5321, 4.5.3.1)");
  }

  /// Printable ASCII; with SMTPUTF8 more (RFC 6531, 3.3), as long as it is UTF-8.
  private String decode(String octets) throws Refusal {
    if (isPrintable(octets)) {
      return octets;
    }
    if (!extensions.has(Extensions.SMTPUTF8)) {
      throw Refusal.of(
          500, Status.SYNTAX, "A command has printable ASCII characters only (RFC 5321, 2.4)");
    }
    try {
      var line = UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.getBytes(ISO_8859_1))).toString();
      if (line.chars().noneMatch(c -> Character.isISOControl(c) && c != '\t')) {
        return line;
      }
    } catch (CharacterCodingException e) {
      // Said below.
    }
    throw Refusal.of(
        500, Status.SYNTAX, "A command has printable characters only, in UTF-8 (RFC 6531, 3.3)");
  }

  private static boolean isPrintable(String octets) {
    for (int i = 0; i < octets.length(); i++) {
      char c = octets.charAt(i);
      if ((c < ' ' || c > '~') && c != '\t') {
        return false;
      }
    }
    return true;
  }

  private static Refusal unknown(String line, String word) {
    if (line.isBlank()) {
      return Refusal.of(
          500, Status.SYNTAX, "An empty line is no command; HELP lists those there are");
    }
    if (NOT_IMPLEMENTED.contains(word.toUpperCase(Locale.ROOT))) {
      return notImplemented();
    }
    if (Forms.HTTP.matcher(line).matches()) {
      // A web page that has the browser send mail unasked must not get far.
      return Refusal.of(
          421,
          Status.INVALID_COMMAND,
          "This is SMTP and what came is HTTP, closing transmission channel");
    }
    return Refusal.of(500, Status.SYNTAX, "Command not recognized; HELP lists those there are");
  }

  private static Refusal notImplemented() {
    return Refusal.of(
        502, Status.INVALID_COMMAND, "Command not implemented; HELP lists those that are");
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
    if (client.length() > 255 || !Mailbox.isAsciiDomain(client.replace('_', '-'))) {
      throw verb.syntaxError("That is neither a domain nor an address in brackets");
    }
    return new Command.Hello(verb == Verb.EHLO, client);
  }

  private static Command auth(String argument) throws Refusal {
    var words = argument.strip().split(" +");
    if (words[0].isEmpty() || words.length > 2) {
      throw Verb.AUTH.syntaxError("AUTH has a mechanism and at most one response");
    }
    return new Command.Auth(words[0], Optional.of(words).filter(w -> w.length > 1).map(w -> w[1]));
  }

  private static Command rcpt(Path path) throws Refusal {
    var parameters = Parameter.parse(Verb.RCPT, path.rest());
    var recipient =
        path.mailbox()
            .orElseThrow(() ->
                Verb.RCPT.syntaxError(Status.RECIPIENT_SYNTAX, "The null path <> leads to nobody"));
    return new Command.Rcpt(recipient, parameters);
  }

  private static Command bdat(String argument) throws Refusal {
    var matcher = Forms.BDAT.matcher(argument.strip());
    if (!matcher.matches()) {
      throw Verb.BDAT.syntaxError("BDAT needs a number of octets, in digits (RFC 3030, 2)");
    }
    return new Command.Bdat(Long.parseLong(matcher.group(1)), matcher.end(1) < matcher.end());
  }

  /// Somebody, or a list; the parameter SMTPUTF8 behind it is passed over (RFC 6531, 3.7.4.2).
  private String whom(Verb verb, String argument) throws Refusal {
    if (argument.isBlank()) {
      throw verb.syntaxError("Whom?");
    }
    return extensions.has(Extensions.SMTPUTF8)
        ? Forms.READS_UTF8.matcher(argument.strip()).replaceFirst("")
        : argument.strip();
  }

  private Command help(String argument) throws Refusal {
    if (argument.isBlank()) {
      return new Command.Help(Optional.empty());
    }
    return new Command.Help(
        Optional.of(
            Verb.named(argument.strip())
                .filter(extensions::has)
                .orElseThrow(() ->
                    Refusal.of(
                        504,
                        Status.INVALID_ARGUMENT,
                        "No help on that; HELP lists the commands"))));
  }
}
