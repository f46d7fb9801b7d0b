package dev.wirelab.lab.exchange;

import dev.wirelab.server.wire.Peer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// The grammar of IMAP (RFC 3501, 2.2 and 9): commands with their tags, what the server says of its
/// own accord behind `*`, the `+` by which it asks for more, and literals, whose octets are counted
/// and no lines (4.3).
final class ImapGrammar implements Grammar {

  private static final Pattern COMMAND =
      Pattern.compile("(\\S+) +(?:UID +)?(\\S+)(?: (.*))?", flags());
  private static final Pattern UNTAGGED = Pattern.compile("\\* (?:[0-9]+ )?(\\S+).*", flags());
  private static final Pattern LITERAL = Pattern.compile(".*\\{([0-9]{1,18})(\\+?)}", flags());

  /// Tags and verbs of what the server has not answered yet.
  private final SequencedMap<String, String> unanswered = new LinkedHashMap<>();

  private boolean greeted;
  private boolean answerEnded;
  private Literal ofClient = Literal.NONE;
  private Literal ofServer = Literal.NONE;

  /// The verb of the command that the client is in, and whether more of it follows.
  private String verb = "";

  /// Whether the server has asked for more: for a credential, or for DONE.
  private boolean goOn;

  /// @param left octets still to come
  /// @param announced whether one stands at the last line's end
  /// @param waits whether the client has to wait for a `+` first
  private record Literal(long left, boolean announced, boolean waits) {

    static final Literal NONE = new Literal(0, false, false);

    static Literal atTheEndOf(String line) {
      var marker = LITERAL.matcher(line);
      return marker.matches()
          ? new Literal(Long.parseLong(marker.group(1)), true, marker.group(2).isEmpty())
          : NONE;
    }
  }

  private static int flags() {
    return Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
  }

  @Override
  public Meaning read(Peer from, String line, Ending ending) {
    return switch (from) {
      case CLIENT -> client(line, ending);
      case SERVER -> {
        var meaning = server(line, ending);
        answerEnded = meaning instanceof Meaning.Status || meaning instanceof Meaning.GoOn;
        yield meaning;
      }
    };
  }

  @Override
  public boolean due() {
    boolean clientsTurn = goOn || ofClient.announced() && !ofClient.waits();
    return !greeted || ofServer.announced() || !unanswered.isEmpty() && !clientsTurn;
  }

  @Override
  public boolean answerEnded() {
    return answerEnded;
  }

  @Override
  public String asked() {
    return unanswered.isEmpty() ? "" : unanswered.firstEntry().getValue();
  }

  @Override
  public boolean unfinished() {
    return ofClient.announced() && !ofClient.waits();
  }

  private Meaning client(String line, Ending ending) {
    if (ofClient.announced()) {
      return goesOn(line, ending);
    }
    if (goOn) {
      goOn = false;
      return verb.equals("IDLE")
          ? new Meaning.Command(line.strip().toUpperCase(Locale.ROOT), "")
          : new Meaning.Credential();
    }
    var command = COMMAND.matcher(line);
    var tag = command.matches() ? command.group(1) : line.strip();
    verb = command.matches() ? command.group(2).toUpperCase(Locale.ROOT) : "";
    unanswered.put(tag, verb);
    ofClient = Literal.atTheEndOf(line);
    var argument = command.matches() && command.group(3) != null ? command.group(3) : "";
    return new Meaning.Command(verb, argument);
  }

  /// A literal's octets, or what stands behind them.
  private Meaning goesOn(String line, Ending ending) {
    long octets = line.length() + ending.octets();
    if (ofClient.left() >= octets) {
      ofClient = new Literal(ofClient.left() - octets, true, false);
      return ofLiteral();
    }
    boolean begins = ofClient.left() > 0;
    ofClient = Literal.atTheEndOf(line.substring((int) Math.min(ofClient.left(), line.length())));
    return begins ? ofLiteral() : new Meaning.RestOfCommand();
  }

  private Meaning ofLiteral() {
    return verb.equals("LOGIN") ? new Meaning.Credential() : new Meaning.Payload();
  }

  private Meaning server(String line, Ending ending) {
    if (ofServer.announced()) {
      long octets = line.length() + ending.octets();
      boolean begins = ofServer.left() > 0;
      ofServer =
          ofServer.left() >= octets
              ? new Literal(ofServer.left() - octets, true, false)
              : Literal.atTheEndOf(line.substring((int) Math.min(ofServer.left(), line.length())));
      return begins ? new Meaning.Payload() : new Meaning.Data("");
    }
    if (line.equals("+") || line.startsWith("+ ")) {
      goOn = !ofClient.announced();
      ofClient = new Literal(ofClient.left(), ofClient.announced(), false);
      return new Meaning.GoOn();
    }
    var untagged = UNTAGGED.matcher(line);
    return untagged.matches() ? untagged(untagged.group(1), line) : tagged(line);
  }

  private Meaning untagged(String word, String line) {
    var kind = word.toUpperCase(Locale.ROOT);
    if (greeted && kind.equals("BAD")) {
      // So a line is answered that has no tag to answer to (RFC 3501, 7.1.3).
      unanswered.pollLastEntry();
      ofClient = Literal.NONE;
      goOn = false;
    }
    greeted = true;
    ofServer = Literal.atTheEndOf(line);
    return new Meaning.Data(kind);
  }

  private Meaning tagged(String line) {
    var words = line.split(" ", 3);
    if (words.length < 2 || !unanswered.containsKey(words[0])) {
      return new Meaning.Other();
    }
    if (words[0].equals(lastTag())) {
      ofClient = Literal.NONE;
      goOn = false;
    }
    var answers = unanswered.remove(words[0]);
    if (answers.equals("STARTTLS") && words[1].equalsIgnoreCase("OK")) {
      // What came with it in clear is never answered.
      unanswered.clear();
    }
    return new Meaning.Status(words[1].toUpperCase(Locale.ROOT), true, answers);
  }

  private String lastTag() {
    return unanswered.lastEntry().getKey();
  }
}
