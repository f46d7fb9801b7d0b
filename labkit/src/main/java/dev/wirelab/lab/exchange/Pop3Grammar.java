package dev.wirelab.lab.exchange;

import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Pop3Conversation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/// The grammar of POP3 (RFC 1939, 3; RFC 2449; RFC 5034), which the mask for its secrets follows as
/// well: here it is also asked whose turn it is.
final class Pop3Grammar implements Grammar {

  private static final Set<String> MULTI_LINE = Set.of("CAPA", "RETR", "TOP");
  private static final Set<String> MULTI_LINE_ALONE = Set.of("AUTH", "LIST", "UIDL");
  private static final Set<String> MESSAGES = Set.of("RETR", "TOP");

  private record Sent(String verb, boolean alone) {

    boolean multiLine() {
      return MULTI_LINE.contains(verb) || alone && MULTI_LINE_ALONE.contains(verb);
    }
  }

  private final Pop3Conversation conversation = new Pop3Conversation();
  private final Deque<Sent> unanswered = new ArrayDeque<>();
  private boolean greeted;
  private boolean inContent;

  /// Whether the server waits for a credential.
  private boolean challenged;

  @Override
  public Meaning read(Peer from, String line, Ending ending) {
    return switch (conversation.read(from, line)) {
      case Pop3Conversation.Meaning.Command(var verb) -> command(verb, line);
      case Pop3Conversation.Meaning.Credential _ -> credential();
      case Pop3Conversation.Meaning.Greeting _ -> greeting(line);
      case Pop3Conversation.Meaning.Challenge _ -> challenge();
      case Pop3Conversation.Meaning.Status(var ok, var verb) -> status(ok, verb);
      case Pop3Conversation.Meaning.Content(var verb) ->
          MESSAGES.contains(verb) ? new Meaning.Payload() : new Meaning.Data(verb);
      case Pop3Conversation.Meaning.EndOfContent _ -> {
        inContent = false;
        yield new Meaning.EndOfPayload();
      }
      case Pop3Conversation.Meaning.Other _ -> new Meaning.Other();
    };
  }

  @Override
  public boolean due() {
    return !greeted || inContent || !unanswered.isEmpty() && !challenged;
  }

  @Override
  public boolean answerEnded() {
    return !inContent;
  }

  @Override
  public String asked() {
    return greeted && !unanswered.isEmpty() ? unanswered.peek().verb() : "";
  }

  @Override
  public boolean unfinished() {
    return false;
  }

  private Meaning command(String verb, String line) {
    var words = line.strip().split("\\s+", 2);
    unanswered.add(new Sent(verb, words.length == 1));
    return new Meaning.Command(verb, words.length == 1 ? "" : words[1]);
  }

  private Meaning credential() {
    if (!challenged) {
      unanswered.add(new Sent("", false));
    }
    challenged = false;
    return new Meaning.Credential();
  }

  private Meaning greeting(String line) {
    greeted = true;
    return new Meaning.Status(line.split(" ", 2)[0], true, "");
  }

  /// What was sent behind AUTH unasked is the answer already.
  private Meaning challenge() {
    var login = unanswered.poll();
    challenged = unanswered.poll() == null;
    unanswered.addFirst(login == null ? new Sent("AUTH", false) : login);
    return new Meaning.GoOn();
  }

  private Meaning status(boolean ok, String verb) {
    var answered = unanswered.poll();
    challenged = false;
    inContent = ok && answered != null && answered.multiLine();
    if (ok && verb.equals("STLS")) {
      // What came with it in clear is never answered (RFC 2595, 4).
      unanswered.clear();
    }
    return new Meaning.Status(ok ? "+OK" : "-ERR", !inContent, verb);
  }
}
