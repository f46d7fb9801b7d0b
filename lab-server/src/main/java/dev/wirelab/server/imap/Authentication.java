package dev.wirelab.server.imap;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wirelab.server.sasl.Plain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Optional;

/// The dialogue that AUTHENTICATE begins (RFC 3501, 6.2.2).
record Authentication(ImapSession session, Dialogue dialogue) {

  private static final String GIVEN_UP = "*";

  /// What goes back and forth before the tag is answered.
  interface Dialogue {

    /// Asks the client for a line.
    ///
    /// @param challenge in base64
    /// @throws Refusal if none comes that can be read
    String ask(String challenge) throws Refusal, IOException;
  }

  /// @return what stands behind OK
  String perform(Command.Authenticate wanted) throws Refusal, IOException {
    return switch (wanted.mechanism()) {
      case "PLAIN" -> plain(wanted.initial());
      case "LOGIN" -> login(wanted.initial());
      default -> throw Refusal.no("The mechanisms are PLAIN and LOGIN; CAPABILITY lists them");
    };
  }

  private String plain(Optional<String> initial) throws Refusal, IOException {
    Plain plain;
    try {
      plain = Plain.parse(initial.isPresent() ? initial.get() : ask(""));
    } catch (IllegalArgumentException e) {
      throw Refusal.bad(e.getMessage());
    }
    if (plain.isForAnother()) {
      throw Refusal.no("AUTHORIZATIONFAILED", "Nobody may act as somebody else here");
    }
    return session.login(plain.login(), plain.password());
  }

  /// Two questions, the user's name and the password: older than SASL, and still spoken.
  private String login(Optional<String> initial) throws Refusal, IOException {
    var user = decode(initial.isPresent() ? initial.get() : ask("Username:"));
    return session.login(user, decode(ask("Password:")));
  }

  private String ask(String question) throws Refusal, IOException {
    var answer = dialogue.ask(Base64.getEncoder().encodeToString(question.getBytes(UTF_8)));
    if (answer.equals(GIVEN_UP)) {
      throw Refusal.bad("AUTHENTICATE given up, as you wish (RFC 3501, 6.2.2)");
    }
    return answer;
  }

  private static String decode(String base64) throws Refusal {
    try {
      var octets = Base64.getDecoder().decode(base64.equals("=") ? "" : base64);
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw Refusal.bad("That is not base64 of a text (RFC 4648, 4)");
    }
  }
}
