package dev.wirelab.lab.exchange;

import dev.wirelab.server.wire.Peer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Pattern;

/// The grammar of SMTP (RFC 5321, 4) and of its extensions AUTH (RFC 4954, 4), STARTTLS (RFC 3207,
/// 4) and CHUNKING (RFC 3030, 2).
///
/// What a line of the client is depends on what the server said before: after 354 it is text of the
/// message until a lone dot, after AUTH it is a secret until the server has decided.
public final class SmtpGrammar implements Grammar {

  /// What the reply to the end of the payload answers.
  public static final String LONE_DOT = ".";

  private static final int READY = 220;
  private static final int START_MAIL_INPUT = 354;
  private static final int CHALLENGE = 334;

  private static final Pattern CHUNK =
      Pattern.compile("BDAT ([0-9]{1,18})(?: .*)?", Pattern.CASE_INSENSITIVE);

  private final Deque<String> unanswered = new ArrayDeque<>();

  /// What was sent behind AUTH unasked: credentials, or commands if none were wanted.
  private final Deque<String> early = new ArrayDeque<>();

  private boolean greeted;
  private boolean inPayload;
  private boolean inLogin;
  private boolean challenged;
  private boolean insideReply;
  private long chunk;
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

  @Override
  public boolean due() {
    return !greeted || insideReply || !unanswered.isEmpty() && !challenged && !unfinished();
  }

  @Override
  public boolean answerEnded() {
    return !insideReply;
  }

  @Override
  public String asked() {
    return greeted && !unanswered.isEmpty() ? unanswered.peek() : "";
  }

  @Override
  public boolean unfinished() {
    return inPayload || chunk > 0;
  }

  private Meaning client(String line, Ending ending) {
    if (chunk > 0) {
      chunk = Math.max(0, chunk - line.length() - ending.octets());
      return new Meaning.Payload();
    }
    if (inPayload) {
      return payload(line, ending);
    }
    int space = line.indexOf(' ');
    String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
    if (inLogin) {
      if (!challenged) {
        early.add(verb);
      }
      challenged = false;
      return new Meaning.Credential();
    }
    unanswered.add(verb);
    inLogin = verb.equals("AUTH");
    var announced = CHUNK.matcher(line);
    if (announced.matches()) {
      chunk = Long.parseLong(announced.group(1));
    }
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
    var answers = asked();
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
    if (answers.equals("AUTH")) {
      if (code == CHALLENGE) {
        challenged = early.poll() == null;
        return;
      }
      inLogin = false;
      challenged = false;
      unanswered.poll();
      unanswered.addAll(early);
      early.clear();
      return;
    }
    unanswered.poll();
    if (answers.equals("STARTTLS") && code == READY) {
      // What came with it in clear is never answered (RFC 3207, 4).
      unanswered.clear();
    }
    inPayload = code == START_MAIL_INPUT && answers.equals("DATA");
    if (inPayload) {
      textSoFar();
    }
  }

  /// What was sent behind DATA without waiting has turned out to be text, perhaps all of it.
  private void textSoFar() {
    inPayload = !unanswered.contains(LONE_DOT);
    while (!unanswered.isEmpty() && !unanswered.peek().equals(LONE_DOT)) {
      unanswered.remove();
    }
  }

  /// Three digits, then nothing, a space or a hyphen (RFC 5321, 4.2).
  public static boolean isReplyLine(String line) {
    return line.length() >= 3
        && line.chars().limit(3).allMatch(c -> c >= '0' && c <= '9')
        && (line.length() == 3 || line.charAt(3) == ' ' || line.charAt(3) == '-');
  }
}
