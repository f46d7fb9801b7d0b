package dev.wirelab.lab.exchange;

import dev.wirelab.server.wire.Mask;

/// Hides what nobody should read over a learner's shoulder.
///
/// In SMTP the grammar knows more than a line alone can tell: a secret is masked even if the client
/// did not wait to be asked for it, and the text of a message is left as it is.
public final class Secrets {

  private Secrets() {}

  /// A line of SMTP as it may be shown.
  public static String masked(Meaning meaning, String line) {
    return switch (meaning) {
      case Meaning.Credential _ -> Mask.HIDDEN;
      case Meaning.Command(var verb, var argument) when verb.equals("AUTH") -> {
        // The mechanism is no secret, what follows it is (RFC 4954, 4).
        int space = argument.indexOf(' ');
        yield space < 0
            ? line
            : line.substring(0, line.length() - argument.length() + space + 1) + Mask.HIDDEN;
      }
      default -> line;
    };
  }
}
