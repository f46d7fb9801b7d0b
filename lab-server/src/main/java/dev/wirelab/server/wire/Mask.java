package dev.wirelab.server.wire;

import java.util.regex.Pattern;

/// Hides the secrets in the lines of one conversation where they are shown; the record keeps them.
///
/// It follows the conversation, since what is secret depends on what went before: `AUTH LOGIN` (RFC
/// 4954) asks for name and password in turns of their own, IMAP's LOGIN may send them as literals
/// (RFC 3501, 4.3). So show it every line, in order. Not for use by several threads.
public final class Mask {

  /// What stands in place of a secret, whatever its length.
  public static final String HIDDEN = "********";

  private static final int ANY_CASE = Pattern.CASE_INSENSITIVE;
  private static final Pattern SMTP_AUTH = Pattern.compile("(AUTH\\s+\\S+\\s+)\\S.*", ANY_CASE);
  private static final Pattern POP3_SECRET =
      Pattern.compile("(PASS\\s|APOP\\s+\\S+\\s+|AUTH\\s+\\S+\\s+).+", ANY_CASE);
  private static final Pattern POP3_AUTH = Pattern.compile("AUTH\\s+\\S.*", ANY_CASE);
  private static final Pattern IMAP_LOGIN =
      Pattern.compile("(\\S+\\s+LOGIN\\s+(?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s\"]+)\\s+).+", ANY_CASE);
  private static final Pattern IMAP_AUTHENTICATE =
      Pattern.compile("(\\S+\\s+AUTHENTICATE\\s+\\S+\\s+)\\S.*", ANY_CASE);
  private static final Pattern IMAP_SECRET_BEGINS =
      Pattern.compile("\\S+\\s+(?:LOGIN|AUTHENTICATE)\\s.*", ANY_CASE);
  private static final Pattern LITERAL = Pattern.compile(".*\\{\\d+\\+?}");
  private static final Pattern HTTP_SECRET =
      Pattern.compile("((?:Proxy-)?Authorization:\\s*\\S+\\s+|Cookie:\\s*).+", ANY_CASE);

  private final Protocol protocol;
  private boolean asked;
  private boolean exchange;

  public Mask(Protocol protocol) {
    this.protocol = protocol;
  }

  /// The line as it may be shown.
  ///
  /// @param line without its line end
  public String line(Peer from, String line) {
    return switch (protocol) {
      case SMTP -> smtp(from, line);
      case POP3 -> pop3(from, line);
      case IMAP -> imap(from, line);
      case HTTP -> HTTP_SECRET.matcher(line).replaceFirst("$1" + HIDDEN);
    };
  }

  private String smtp(Peer from, String line) {
    if (from == Peer.SERVER) {
      asked = line.startsWith("334");
      return line;
    }
    return asked ? answer(line) : hide(SMTP_AUTH, line);
  }

  private String pop3(Peer from, String line) {
    if (from == Peer.SERVER) {
      asked = exchange && line.startsWith("+ ");
      return line;
    }
    if (asked) {
      return answer(line);
    }
    exchange = POP3_AUTH.matcher(line).matches();
    return hide(POP3_SECRET, line);
  }

  private String imap(Peer from, String line) {
    if (from == Peer.SERVER) {
      exchange = exchange && (line.startsWith("+") || line.startsWith("* "));
      return line;
    }
    if (exchange) {
      // What follows in a LOGIN or AUTHENTICATE is name, password, or both in base64.
      return answer(line);
    }
    exchange = IMAP_SECRET_BEGINS.matcher(line).matches();
    return LITERAL.matcher(line).matches() ? line : hide(IMAP_AUTHENTICATE, hide(IMAP_LOGIN, line));
  }

  /// `*` gives the exchange up (RFC 4954, 4) and is no secret; nor is the length of a next literal.
  private String answer(String line) {
    if (line.equals("*")) {
      return line;
    }
    return LITERAL.matcher(line).matches()
        ? HIDDEN + line.substring(line.lastIndexOf('{'))
        : HIDDEN;
  }

  private static String hide(Pattern secret, String line) {
    var matcher = secret.matcher(line);
    return matcher.matches() ? matcher.group(1) + HIDDEN : line;
  }
}
