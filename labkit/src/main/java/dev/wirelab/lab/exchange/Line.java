package dev.wirelab.lab.exchange;

import dev.wirelab.lab.show.Visible;
import dev.wirelab.server.wire.Peer;

/// One line that passed.
///
/// @param number its place in the conversation, counted from 1
/// @param from who sent it
/// @param octets without what ends it; not to be changed
/// @param ending what ends it
/// @param meaning what it is
/// @param tls whether it travelled encrypted
public record Line(
    int number, Peer from, byte[] octets, Ending ending, Meaning meaning, boolean tls) {

  /// What stands in the place of a secret.
  static final String MASK = "********";

  /// Its text as it was sent.
  public String text() {
    return Visible.decode(octets);
  }

  /// Its text as it may be shown: secrets masked, nothing hidden.
  public String shown() {
    return Visible.line(masked());
  }

  /// Its text with its secrets, and nothing hidden.
  public String unmasked() {
    return Visible.line(text());
  }

  /// Octets on the wire, with what ends the line.
  public int size() {
    return octets.length + ending.octets();
  }

  private String masked() {
    return switch (meaning) {
      case Meaning.Credential _ -> MASK;
      case Meaning.Command(var verb, var argument) when !argument.isEmpty() ->
          switch (verb) {
            case "PASS", "LOGIN", "AUTHORIZATION:" -> withoutEnd(argument) + MASK;
            // The mechanism is no secret, and what follows it is (RFC 4954, 4; RFC 1939, 7).
            case "AUTH", "APOP", "AUTHENTICATE" -> {
              int space = argument.indexOf(' ');
              yield space < 0
                  ? text()
                  : withoutEnd(argument) + argument.substring(0, space + 1) + MASK;
            }
            default -> text();
          };
      default -> text();
    };
  }

  private String withoutEnd(String argument) {
    var whole = text();
    return whole.substring(0, whole.length() - argument.length());
  }
}
