package dev.wirelab.server.pop3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/// Takes a command line apart.
final class CommandParser {

  /// Commands that exist, elsewhere.
  private static final Set<String> NOT_IMPLEMENTED = Set.of("LANG", "LAST", "RPOP", "UTF8", "XTND");

  private static final Pattern HTTP = Pattern.compile("[A-Z]+ \\S+ HTTP/\\d.*");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  /// More digits than any number of messages or lines has.
  private static final int MANY_DIGITS = 9;

  private CommandParser() {}

  /// Reads a line without its CR LF.
  ///
  /// @throws Refusal with the reply that says what is wrong with it
  static Command parse(String line) throws Refusal {
    int blank = line.indexOf(' ');
    var word = blank < 0 ? line.stripTrailing() : line.substring(0, blank);
    var verb = Verb.named(word);
    if (verb.equals(Optional.of(Verb.PASS))) {
      return pass(blank < 0 ? "" : line.substring(blank + 1));
    }
    if (!line.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw Refusal.of("a command has printable ASCII characters only (RFC 1939, 3)");
    }
    if (verb.isEmpty()) {
      throw unknown(line, word);
    }
    return command(verb.get(), blank < 0 ? "" : line.substring(blank + 1).stripTrailing());
  }

  private static Command command(Verb verb, String argument) throws Refusal {
    var words = argument.isEmpty() ? List.<String>of() : List.of(argument.split(" "));
    if (words.contains("")) {
      throw verb.syntaxError("a single space stands between words (RFC 1939, 3)");
    }
    return switch (verb) {
      case CAPA -> alone(verb, words, new Command.Capa());
      case STLS -> alone(verb, words, new Command.Stls());
      case USER -> new Command.User(words(verb, words, 1, 1).getFirst());
      case PASS -> pass(argument);
      case APOP -> apop(words(verb, words, 2, 2));
      case AUTH -> auth(words(verb, words, 1, 2));
      case STAT -> alone(verb, words, new Command.Stat());
      case LIST -> new Command.List(optionalNumber(verb, words));
      case UIDL -> new Command.Uidl(optionalNumber(verb, words));
      case RETR -> new Command.Retr(number(verb, words(verb, words, 1, 1).getFirst()));
      case TOP -> {
        var both = words(verb, words, 2, 2);
        yield new Command.Top(number(verb, both.getFirst()), number(verb, both.getLast()));
      }
      case DELE -> new Command.Dele(number(verb, words(verb, words, 1, 1).getFirst()));
      case RSET -> alone(verb, words, new Command.Rset());
      case NOOP -> alone(verb, words, new Command.Noop());
      case QUIT -> alone(verb, words, new Command.Quit());
    };
  }

  /// The answer to a line of more than `most` octets.
  static Refusal tooLong(int most) {
    return Refusal.of(
        "line too long: at most " + most + " octets with CR LF (RFC 2449, 4; RFC 5034, 4)");
  }

  private static Refusal unknown(String line, String word) {
    if (line.isBlank()) {
      return Refusal.of("an empty line is no command; CAPA says what there is");
    }
    if (NOT_IMPLEMENTED.contains(word.toUpperCase(Locale.ROOT))) {
      return Refusal.of("command not implemented; CAPA says what there is");
    }
    if (HTTP.matcher(line).matches()) {
      // A web page that has the browser speak to this port unasked must not get far.
      return Refusal.last("this is POP3 and what came is HTTP, signing off");
    }
    return Refusal.of("no such command; CAPA says what there is");
  }

  private static Command alone(Verb verb, List<String> words, Command command) throws Refusal {
    words(verb, words, 0, 0);
    return command;
  }

  private static List<String> words(Verb verb, List<String> words, int least, int most)
      throws Refusal {
    if (words.size() < least) {
      throw verb.syntaxError(
          words.isEmpty() ? verb + " needs an argument" : "something is missing");
    }
    if (words.size() > most) {
      throw verb.syntaxError(most == 0 ? verb + " has no argument" : "that is too much");
    }
    return words;
  }

  /// Blanks belong to a password (RFC 1939, 7), as may characters that are not ASCII.
  private static Command pass(String password) throws Refusal {
    if (password.isEmpty()) {
      throw Verb.PASS.syntaxError("PASS needs an argument");
    }
    return new Command.Pass(new String(password.getBytes(ISO_8859_1), UTF_8));
  }

  private static Command apop(List<String> words) throws Refusal {
    if (!DIGEST.matcher(words.getLast()).matches()) {
      throw Verb.APOP.syntaxError(
          "the digest is MD5 of the greeting's <...> and the password, as 32 hexadecimal digits in"
              + " lower case (RFC 1939, 7)");
    }
    return new Command.Apop(words.getFirst(), words.getLast());
  }

  private static Command auth(List<String> words) {
    return new Command.Auth(
        words.getFirst().toUpperCase(Locale.ROOT), words.stream().skip(1).findFirst());
  }

  private static OptionalInt optionalNumber(Verb verb, List<String> words) throws Refusal {
    return words(verb, words, 0, 1).isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(number(verb, words.getFirst()));
  }

  private static int number(Verb verb, String digits) throws Refusal {
    if (!NUMBER.matcher(digits).matches()) {
      throw verb.syntaxError("numbers are written in digits");
    }
    return digits.length() > MANY_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(digits);
  }
}
