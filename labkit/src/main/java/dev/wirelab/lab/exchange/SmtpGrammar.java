package dev.wirelab.lab.exchange;

import dev.wirelab.server.wire.Peer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/// The grammar of SMTP (RFC 5321, 4) and of its AUTH extension (RFC 4954, 4).
///
/// What a line of the client is depends on what the server said before: after 354 it is text of the
/// message until a lone dot, after AUTH it is a secret until the server has decided.
public final class SmtpGrammar implements Grammar {

  /// What the reply to the end of the payload answers.
  public static final String LONE_DOT = ".";

  private static final int START_MAIL_INPUT = 354;
  private static final int CHALLENGE = 334;

  private final Deque<String> unanswered = new ArrayDeque<>();
  private boolean greeted;
  private boolean inPayload;
  private boolean inLogin;
  private boolean insideReply;
  private Ending before = Ending.CRLF;

  @Override
  public Meaning read(Peer from, String line, Ending ending) {
    return switch (from) {
      case CLIENT -> {
        var meaning = client(line, ending);
        before = ending;
        yield meaning;
      }
      case SERVER -> server(line);
    };
  }

  /// Whether the server takes the client's lines for the text of a message.
  public boolean inPayload() {
    return inPayload;
  }

  private Meaning client(String line, Ending ending) {
    if (inPayload) {
      return payload(line, ending);
    }
    if (inLogin) {
      return new Meaning.Credential();
    }
    int space = line.indexOf(' ');
    String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
    unanswered.add(verb);
    inLogin = verb.equals("AUTH");
    return new Meaning.Command(verb, space < 0 ? "" : line.substring(space + 1));
  }

  /// The end is CR LF, dot, CR LF and nothing less (RFC 5321, 4.1.1.4).
  private Meaning payload(String line, Ending ending) {
    if (!line.equals(LONE_DOT) || ending != Ending.CRLF || before != Ending.CRLF) {
      return new Meaning.Payload();
    }
    inPayload = false;
    unanswered.add(LONE_DOT);
    return new Meaning.EndOfPayload();
  }

  private Meaning server(String line) {
    if (!isReplyLine(line)) {
      return new Meaning.Other();
    }
    int code = Integer.parseInt(line.substring(0, 3));
    boolean last = line.length() == 3 || line.charAt(3) == ' ';
    String answers = greeted && !unanswered.isEmpty() ? unanswered.peek() : "";
    var meaning = new Meaning.ReplyLine(code, last, !insideReply, answers);
    insideReply = !last;
    if (last) {
      replied(code, answers);
    }
    return meaning;
  }

  private void replied(int code, String answers) {
    if (!greeted) {
      greeted = true;
      return;
    }
    if (answers.equals("AUTH") && code == CHALLENGE) {
      return;
    }
    unanswered.poll();
    inLogin = inLogin && !answers.equals("AUTH");
    inPayload = code == START_MAIL_INPUT && answers.equals("DATA");
  }

  /// Three digits, then nothing, a space or a hyphen (RFC 5321, 4.2).
  public static boolean isReplyLine(String line) {
    return line.length() >= 3
        && line.chars().limit(3).allMatch(c -> c >= '0' && c <= '9')
        && (line.length() == 3 || line.charAt(3) == ' ' || line.charAt(3) == '-');
  }
}
