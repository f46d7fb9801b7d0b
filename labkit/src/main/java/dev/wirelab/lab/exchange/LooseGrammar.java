package dev.wirelab.lab.exchange;

import dev.wirelab.server.wire.Peer;
import java.util.Locale;
import java.util.Set;

/// Just enough of any other protocol to find the words that must not be shown: the lines of a
/// login.
final class LooseGrammar implements Grammar {

  private static final Set<String> LOGIN =
      Set.of("PASS", "APOP", "AUTH", "LOGIN", "AUTHENTICATE", "AUTHORIZATION:");

  private boolean inLogin;

  @Override
  public Meaning read(Peer from, String line, Ending ending) {
    if (from == Peer.SERVER) {
      inLogin = inLogin && line.startsWith("+") && !line.startsWith("+OK");
      return new Meaning.Other();
    }
    if (inLogin) {
      return new Meaning.Credential();
    }
    var words = line.split(" ", 3);
    if (LOGIN.contains(words[0].toUpperCase(Locale.ROOT))) {
      inLogin = true;
      return new Meaning.Command(
          words[0].toUpperCase(Locale.ROOT), line.substring(words[0].length()).strip());
    }
    // An IMAP command follows its tag (RFC 3501, 2.2.1).
    if (words.length > 1 && LOGIN.contains(words[1].toUpperCase(Locale.ROOT))) {
      inLogin = true;
      return new Meaning.Command(
          words[1].toUpperCase(Locale.ROOT), words.length > 2 ? words[2] : "");
    }
    return new Meaning.Other();
  }
}
