package dev.wirelab.server.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Follows one POP3 conversation and says what each line of it is, which depends on what went
/// before: a line of the server belongs to a message until its lone dot (RFC 1939, 3), a line of
/// the client may answer AUTH's challenge (RFC 5034, 4).
///
/// A client may send its next lines unasked (RFC 2449, 6.6), so all that it says is taken for a
/// secret until AUTH is answered. Show it every line, in order. Not for use by several threads.
public final class Pop3Conversation {

  private static final String AUTH = "AUTH";
  private static final String LONE_DOT = ".";

  /// What is answered by several lines in any case, and what without an argument only.
  private static final Set<String> MULTI_LINE = Set.of("CAPA", "RETR", "TOP");

  private static final Set<String> MULTI_LINE_ALONE = Set.of(AUTH, "LIST", "UIDL");

  /// What a line is.
  public sealed interface Meaning {

    /// The server's first line.
    record Greeting() implements Meaning {}

    /// A command.
    ///
    /// @param verb its first word in upper case; empty, if it has none
    record Command(String verb) implements Meaning {}

    /// What proves who the client is, or might.
    record Credential() implements Meaning {}

    /// The server's turn in a login: it wants a credential.
    record Challenge() implements Meaning {}

    /// Whether it worked.
    ///
    /// @param ok whether it did
    /// @param answers the verb that is answered; empty, if nothing was asked
    record Status(boolean ok, String answers) implements Meaning {}

    /// A line that follows a status: of a list, or of a message, its first dot perhaps stuffed in.
    ///
    /// @param answers the verb that is answered
    record Content(String answers) implements Meaning {}

    /// The lone dot after it.
    record EndOfContent(String answers) implements Meaning {}

    /// Nothing that POP3 knows.
    record Other() implements Meaning {}
  }

  private record Asked(String verb, boolean multiLine) {

    static Asked by(String line) {
      var words = line.strip().split("\\s+", 2);
      var verb = words[0].toUpperCase(Locale.ROOT);
      boolean alone = words.length == 1;
      return new Asked(verb, MULTI_LINE.contains(verb) || alone && MULTI_LINE_ALONE.contains(verb));
    }

    boolean isStls() {
      return verb.equals("STLS");
    }

    boolean isLogin() {
      return verb.equals(AUTH);
    }
  }

  /// What the client has sent and the server not answered yet.
  private final Deque<Asked> unanswered = new ArrayDeque<>();

  private Optional<String> content = Optional.empty();
  private boolean greeted;
  private boolean challenged;

  /// What the next line is.
  ///
  /// @param line without its line end
  public Meaning read(Peer from, String line) {
    return switch (from) {
      case CLIENT -> client(line);
      case SERVER -> server(line);
    };
  }

  private Meaning client(String line) {
    if (challenged) {
      challenged = false;
      return new Meaning.Credential();
    }
    boolean doubtful = isLoggingIn();
    var asked = Asked.by(line);
    unanswered.add(asked);
    return doubtful ? new Meaning.Credential() : new Meaning.Command(asked.verb());
  }

  private boolean isLoggingIn() {
    return unanswered.stream().anyMatch(Asked::isLogin);
  }

  private Meaning server(String line) {
    if (content.isPresent()) {
      return content(content.get(), line);
    }
    boolean ok = isStatus(line, "+OK");
    if (!ok && !isStatus(line, "-ERR")) {
      return line.startsWith("+") && isLoggingIn() ? challenge() : new Meaning.Other();
    }
    if (!greeted) {
      greeted = true;
      return new Meaning.Greeting();
    }
    challenged = false;
    var answered = Optional.ofNullable(unanswered.poll());
    if (ok && answered.filter(Asked::isStls).isPresent()) {
      // What was sent in clear behind it is thrown away, and never answered (RFC 2595, 4).
      unanswered.clear();
    }
    content = answered.filter(asked -> ok && asked.multiLine()).map(Asked::verb);
    return new Meaning.Status(ok, answered.map(Asked::verb).orElse(""));
  }

  private Meaning content(String verb, String line) {
    if (!line.equals(LONE_DOT)) {
      return new Meaning.Content(verb);
    }
    content = Optional.empty();
    return new Meaning.EndOfContent(verb);
  }

  /// What was sent behind AUTH without waiting answers the challenge, and is no command.
  private Meaning challenge() {
    challenged = true;
    var sent = unanswered.iterator();
    while (challenged && sent.hasNext()) {
      if (sent.next().isLogin() && sent.hasNext()) {
        sent.next();
        sent.remove();
        challenged = false;
      }
    }
    return new Meaning.Challenge();
  }

  private static boolean isStatus(String line, String status) {
    return line.equals(status) || line.startsWith(status + " ");
  }
}
