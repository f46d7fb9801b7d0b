package dev.wirelab.lab;

import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.lab.exchange.SmtpGrammar;
import dev.wirelab.lab.show.Visible;
import dev.wirelab.lab.show.Wording;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What an SMTP server answered to one command (RFC 5321, 4.2).
///
/// ```java
/// var reply = smtp.send("RCPT TO:<Green@foo.com>");
/// reply.code();         // 550
/// reply.enhanced();     // 5.1.1, where the server has ENHANCEDSTATUSCODES
/// reply.text();         // No such user here
/// reply.isPositive();   // false
/// ```
///
/// @param code the three digits, the same on every line; 0 in [#NONE]
/// @param lines the reply as it came, without CR LF: `250-foo.com greets bar.com`, `250 HELP`
public record Reply(int code, List<String> lines) implements Displayable {

  /// No reply, because none is due: the server is reading the text of a message and answers after
  /// the lone dot (RFC 5321, 4.1.1.4).
  public static final Reply NONE = new Reply(0, List.of());

  private static final int TEXT_AT = 4;

  private static final Pattern ENHANCED =
      Pattern.compile(
          "([245])[0-9]{2}[ -](\\1\\.[0-9]{1,3}\\.[0-9]{1,3})(?: (.*))?", Pattern.DOTALL);

  public Reply {
    lines = List.copyOf(lines);
  }

  /// Reads a reply from its lines.
  ///
  /// @throws IllegalArgumentException if that is not a whole reply: every line has its three
  ///   digits, all but the last a hyphen behind them (RFC 5321, 4.2.1)
  public static Reply of(String... lines) {
    if (lines.length == 0) {
      throw new IllegalArgumentException(Wording.say("reply.none"));
    }
    for (int i = 0; i < lines.length; i++) {
      boolean last = i == lines.length - 1;
      if (!SmtpGrammar.isReplyLine(lines[i]) || continues(lines[i]) == last) {
        throw new IllegalArgumentException(Wording.say("reply.broken", Visible.line(lines[i])));
      }
    }
    return new Reply(Integer.parseInt(lines[0].substring(0, 3)), List.of(lines));
  }

  static boolean continues(String line) {
    return line.length() > 3 && line.charAt(3) == '-';
  }

  /// The enhanced code, `5.1.1` for one: the class again, then subject and detail (RFC 2034, 4; RFC
  /// 3463, 2); an empty string, if there is none.
  public String enhanced() {
    return lines.stream()
        .map(ENHANCED::matcher)
        .filter(Matcher::matches)
        .map(code -> code.group(2))
        .findFirst()
        .orElse("");
  }

  /// The explanation without the codes: what the server says to people. The lines of a longer reply
  /// are parted by `\n`.
  public String text() {
    return lines.stream().map(Reply::explanation).collect(Collectors.joining("\n"));
  }

  private static String explanation(String line) {
    var enhanced = ENHANCED.matcher(line);
    if (enhanced.matches()) {
      return enhanced.group(3) == null ? "" : enhanced.group(3);
    }
    return line.length() < TEXT_AT ? "" : line.substring(TEXT_AT);
  }

  /// 2yz or 3yz: the server did it, or waits for the rest (RFC 5321, 4.2.1).
  public boolean isPositive() {
    return severity() == 2 || severity() == 3;
  }

  /// 3yz: the server waits for the rest, such as the message after 354 (RFC 5321, 4.2.1).
  public boolean isIntermediate() {
    return severity() == 3;
  }

  /// 4yz: not now, and it is worth trying again (RFC 5321, 4.2.1).
  public boolean isTransientNegative() {
    return severity() == 4;
  }

  /// 5yz: no, and the same again will get the same answer (RFC 5321, 4.2.1).
  public boolean isPermanentNegative() {
    return severity() == 5;
  }

  private int severity() {
    return code / 100;
  }

  /// The lines as they came.
  @Override
  public String toString() {
    return lines.isEmpty() ? Wording.say("reply.not.due") : String.join("\n", lines);
  }

  @Override
  public MimeBundle mimeBundle() {
    return MimeBundle.text(
        lines.isEmpty()
            ? toString()
            : lines.stream().map(Visible::line).collect(Collectors.joining("\n")));
  }
}
