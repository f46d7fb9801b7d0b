package dev.wirelab.server.wire;

import java.util.regex.Pattern;

/// Hides the secrets in the lines of one conversation where they are shown; the record keeps them.
///
/// It follows the conversation, since what is secret depends on what went before: `AUTH LOGIN` (RFC
/// 4954) asks for name and password in turns of their own, IMAP's LOGIN may send them as literals
/// (RFC 3501, 4.3), and a client may send either unasked. So show it every line, in order. Where it
/// is in doubt, it hides. Not for use by several threads.
public final class Mask {

  /// What stands in place of a secret, whatever its length.
  public static final String HIDDEN = "********";

  /// A CR that stands alone is part of its line.
  private static final int ANY_CASE = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;

  private static final Pattern POP3_SECRET =
      Pattern.compile("(\\s*(?:PASS\\s|APOP\\s+\\S+\\s+|AUTH\\s+\\S+\\s+)).+", ANY_CASE);
  private static final Pattern HTTP_SECRET =
      Pattern.compile("((?:Proxy-)?Authorization:\\s*\\S+\\s+|Cookie:\\s*).+", ANY_CASE);

  private final Protocol protocol;
  private final SmtpSecrets smtp = new SmtpSecrets();
  private final Pop3Conversation pop3 = new Pop3Conversation();
  private final ImapSecrets imap = new ImapSecrets();

  public Mask(Protocol protocol) {
    this.protocol = protocol;
  }

  /// The line as it may be shown.
  ///
  /// @param line without its line end
  /// @param crLf whether CR LF ends it, as it should
  public String line(Peer from, String line, boolean crLf) {
    return line(from, line, crLf, 0);
  }

  /// A line of the record, as it may be shown.
  public String line(RecordedLine line) {
    return line(line.from(), line.text(), line.crLf(), line.cut());
  }

  /// @param cut how many octets are missing at its end: literals and chunks are counted
  private String line(Peer from, String line, boolean crLf, long cut) {
    return switch (protocol) {
      case SMTP -> smtp(from, line, crLf, cut);
      case POP3 -> pop3(from, line);
      case IMAP -> imap(from, line, crLf, cut);
      case HTTP -> HTTP_SECRET.matcher(line).replaceFirst("$1" + HIDDEN);
    };
  }

  private String smtp(Peer from, String line, boolean crLf, long cut) {
    if (from == Peer.CLIENT) {
      return smtp.client(line, crLf, cut);
    }
    smtp.server(line);
    return line;
  }

  private String pop3(Peer from, String line) {
    return switch (pop3.read(from, line)) {
      case Pop3Conversation.Meaning.Credential _ -> answer(line);
      case Pop3Conversation.Meaning.Command _ -> hide(POP3_SECRET, line);
      default -> line;
    };
  }

  private String imap(Peer from, String line, boolean crLf, long cut) {
    if (from == Peer.CLIENT) {
      return imap.client(line, crLf, cut);
    }
    imap.server(line);
    return line;
  }

  /// `*` gives the exchange up (RFC 4954, 4) and is no secret.
  private static String answer(String line) {
    return line.equals("*") ? line : HIDDEN;
  }

  static String hide(Pattern secret, String line) {
    var matcher = secret.matcher(line);
    return matcher.matches() ? matcher.group(1) + HIDDEN : line;
  }
}
