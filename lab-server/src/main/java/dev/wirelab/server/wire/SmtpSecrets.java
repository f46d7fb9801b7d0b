package dev.wirelab.server.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Pattern;

/// Follows one SMTP conversation as far as its secrets go. A client may send a login's lines
/// without waiting to be asked, so all that it says is secret until AUTH is answered (RFC 4954, 4);
/// nothing is in the text of a message (RFC 5321, 4.1.1.4), whatever its lines look like.
final class SmtpSecrets {

  private static final String AUTH = "AUTH";
  private static final String BDAT = "BDAT";
  private static final String DATA = "DATA";
  private static final String STARTTLS = "STARTTLS";
  private static final String LONE_DOT = ".";
  private static final int READY = 220;
  private static final int CHALLENGE = 334;
  private static final int START_MAIL_INPUT = 354;

  private static final Pattern VERB = Pattern.compile("\\s*([A-Za-z]+).*", Pattern.DOTALL);
  private static final Pattern CHUNK =
      Pattern.compile("\\s*BDAT\\s+([0-9]{1,18})(?:\\s.*)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern INITIAL_RESPONSE =
      Pattern.compile("(\\s*AUTH\\s+\\S+\\s+)\\S.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern END_OF_REPLY = Pattern.compile("([0-9]{3})(?: .*)?", Pattern.DOTALL);

  /// The verbs of what the client has sent and the server not answered yet.
  private final Deque<String> unanswered = new ArrayDeque<>();

  private boolean greeted;
  private boolean challenged;
  private boolean inLogin;
  private boolean inText;
  private boolean afterCrLf = true;

  /// The octets of a chunk that are still to come (RFC 3030, 2).
  private long chunk;

  /// A line of the client as it may be shown.
  ///
  /// @param cut how many octets are missing at its end
  String client(String line, boolean crLf, long cut) {
    if (chunk == 0) {
      return command(line, crLf);
    }
    long length = line.length() + cut + (crLf ? 2 : 1);
    if (length <= chunk) {
      chunk -= length;
      return line;
    }
    // A chunk need not end where a line does.
    int end = (int) Math.min(chunk, line.length());
    chunk = 0;
    return line.substring(0, end) + command(line.substring(end), crLf);
  }

  private String command(String line, boolean crLf) {
    boolean isDot = line.equals(LONE_DOT) && crLf && afterCrLf;
    afterCrLf = crLf;
    if (inText) {
      if (isDot) {
        inText = false;
        unanswered.add(LONE_DOT);
      }
      return line;
    }
    if (challenged) {
      challenged = false;
      return answer(line);
    }
    boolean secret = inLogin;
    var verb = isDot ? LONE_DOT : verb(line);
    unanswered.add(verb);
    inLogin = inLogin || verb.equals(AUTH);
    var announced = CHUNK.matcher(line);
    if (verb.equals(BDAT) && !secret && announced.matches()) {
      chunk = Long.parseLong(announced.group(1));
    }
    return secret ? answer(line) : Mask.hide(INITIAL_RESPONSE, line);
  }

  /// A line of the server; it tells no secrets.
  void server(String line) {
    var reply = END_OF_REPLY.matcher(line);
    if (!reply.matches()) {
      return;
    }
    if (!greeted) {
      greeted = true;
      return;
    }
    int code = Integer.parseInt(reply.group(1));
    if (code == CHALLENGE) {
      challenged = !isAnsweredAlready();
      return;
    }
    challenged = false;
    var answered = unanswered.poll();
    if (STARTTLS.equals(answered) && code == READY) {
      // What came with it in clear is never answered.
      unanswered.clear();
      inLogin = false;
    }
    inText = code == START_MAIL_INPUT && DATA.equals(answered);
    if (inText) {
      textSoFar();
    }
    if (AUTH.equals(answered)) {
      inLogin = unanswered.contains(AUTH);
    }
  }

  /// What was sent behind AUTH without waiting answers the challenge, and is no command.
  private boolean isAnsweredAlready() {
    var sent = unanswered.iterator();
    while (sent.hasNext()) {
      if (sent.next().equals(AUTH) && sent.hasNext()) {
        sent.next();
        sent.remove();
        return true;
      }
    }
    return false;
  }

  /// What was sent behind DATA without waiting has turned out to be text, perhaps all of it.
  private void textSoFar() {
    boolean all = unanswered.contains(LONE_DOT);
    while (!unanswered.isEmpty() && !unanswered.peek().equals(LONE_DOT)) {
      unanswered.remove();
    }
    inText = !all;
    inLogin = unanswered.contains(AUTH);
  }

  private static String verb(String line) {
    var verb = VERB.matcher(line);
    return verb.matches() ? verb.group(1).toUpperCase(Locale.ROOT) : "";
  }

  /// `*` gives the login up (RFC 4954, 4) and is no secret.
  private static String answer(String line) {
    return line.equals("*") ? line : Mask.HIDDEN;
  }
}
