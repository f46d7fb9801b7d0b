package dev.wirelab.server.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Follows one IMAP conversation as far as its secrets go. A password may stand in quotes, alone or
/// in a literal, over several lines (RFC 3501, 4.3 and 6.2.3); what AUTHENTICATE is answered with
/// is secret until its tag is answered (6.2.2). A literal of another command is none: a message may
/// have lines that look like LOGIN.
final class ImapSecrets {

  private static final int ANY_CASE = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;

  private static final Pattern COMMAND = Pattern.compile("\\s*(\\S+)\\s+(\\S+).*", Pattern.DOTALL);
  private static final String USER = "(?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s\"{]+)";
  private static final String MARKER = "\\{([0-9]{1,18})(\\+?)}";

  /// What may be shown, and what not.
  private static final Pattern LOGIN =
      Pattern.compile("(\\s*\\S+\\s+LOGIN\\s+(?:" + USER + "\\s+)?)(.*)", ANY_CASE);

  private static final Pattern USER_ALONE =
      Pattern.compile("\\s*\\S+\\s+LOGIN\\s+" + USER, ANY_CASE);
  private static final Pattern LITERAL_NEXT =
      Pattern.compile("\\s*\\S+\\s+LOGIN\\s+(?:" + USER + "\\s+)?" + MARKER, ANY_CASE);
  private static final Pattern AUTHENTICATE =
      Pattern.compile("(\\s*\\S+\\s+AUTHENTICATE\\s+\\S+\\s+)(.+)", ANY_CASE);
  private static final Pattern LITERAL = Pattern.compile(".*" + MARKER, Pattern.DOTALL);

  /// The tag of the command that the client is about to send, or has sent last.
  private String tag = "";

  /// Whether more lines of it follow, and whether they are secret.
  private boolean goesOn;

  private boolean secret;

  /// How many octets of a literal are still to come.
  private long literal;

  /// The tag of an AUTHENTICATE that has not been answered; and whether what comes answers it.
  private String authenticate = "";

  private boolean answering;

  /// A line of the client as it may be shown.
  ///
  /// @param crLf whether CR LF ends it, and not LF alone
  /// @param cut how many octets are missing at its end
  String client(String line, boolean crLf, long cut) {
    if (answering) {
      // `*` gives it up (RFC 3501, 6.2.2) and is no secret.
      return line.equals("*") ? line : Mask.HIDDEN;
    }
    long octets = line.length() + cut + (crLf ? 2 : 1);
    if (literal >= octets) {
      literal -= octets;
      return secret ? Mask.HIDDEN : line;
    }
    if (goesOn) {
      var rest = line.substring((int) Math.min(literal, line.length()));
      var marker = literalIn(rest);
      return secret ? Mask.HIDDEN + marker : line;
    }
    return command(line);
  }

  private String command(String line) {
    var command = COMMAND.matcher(line);
    if (!command.matches()) {
      return line;
    }
    tag = command.group(1);
    literalIn(line);
    secret = command.group(2).equalsIgnoreCase("LOGIN");
    if (command.group(2).equalsIgnoreCase("AUTHENTICATE")) {
      authenticate = tag;
      answering = true;
      return hide(AUTHENTICATE, line);
    }
    boolean open = USER_ALONE.matcher(line).matches() || LITERAL_NEXT.matcher(line).matches();
    return secret && !open ? hide(LOGIN, line) : line;
  }

  /// Notes that a literal follows, if one is announced at the end.
  ///
  /// @return the announcement, or nothing
  private String literalIn(String text) {
    Matcher marker = LITERAL.matcher(text);
    goesOn = marker.matches();
    literal = goesOn ? Long.parseLong(marker.group(1)) : 0;
    return goesOn ? text.substring(text.lastIndexOf('{')) : "";
  }

  /// A line of the server; it tells no secrets.
  void server(String line) {
    boolean asks = line.startsWith("+");
    boolean unreadable = line.startsWith("* BAD");
    if (unreadable || line.startsWith(tag + " ")) {
      // It would not have the literal, or has had it: what comes next is a command.
      goesOn = false;
      literal = 0;
    }
    if (line.startsWith(authenticate + " ")) {
      authenticate = "";
      answering = false;
    } else if (unreadable) {
      answering = false;
    } else if (asks && !goesOn) {
      answering = !authenticate.isEmpty();
    }
  }

  private static String hide(Pattern secret, String line) {
    var matcher = secret.matcher(line);
    return matcher.matches() ? matcher.group(1) + Mask.HIDDEN : line;
  }
}
