package dev.wirelab.server.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wirelab.server.sasl.Plain;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// One AUTH on its way (RFC 4954, 4): it asks, and takes the client's responses, until it has a
/// name and a password.
final class Login {

  /// A response's octets with CR LF: 12,288 of base64 (RFC 4954, 4).
  static final int LONGEST_LINE = 12_288 + 2;

  /// How one may log in.
  enum Mechanism {
    /// Name and password at once (RFC 4616).
    PLAIN,
    /// One after the other: no standard, and everywhere.
    LOGIN;

    static Optional<Mechanism> named(String name) {
      var upper = name.toUpperCase(Locale.ROOT);
      return Arrays.stream(values()).filter(one -> one.name().equals(upper)).findFirst();
    }

    /// Their names, with blanks between.
    static String all() {
      return String.join(" ", PLAIN.name(), LOGIN.name());
    }
  }

  /// What a response leads to.
  sealed interface Step {

    /// More is needed.
    ///
    /// @param base64 what the client is asked
    record Challenge(String base64) implements Step {}

    /// All is there.
    ///
    /// @param actsAs whom the client wants to be taken for; as a rule itself
    record Credentials(String actsAs, String login, String password) implements Step {

      @Override
      public String toString() {
        return "Credentials[actsAs=" + actsAs + ", login=" + login + "]";
      }
    }
  }

  private final Mechanism mechanism;
  private Optional<String> name = Optional.empty();

  Login(Mechanism mechanism) {
    this.mechanism = mechanism;
  }

  /// @param initial what came with the command, if anything did
  Step begin(Optional<String> initial) throws Refusal {
    if (initial.isPresent()) {
      return respond(initial.get());
    }
    return switch (mechanism) {
      case PLAIN -> new Step.Challenge("");
      case LOGIN -> ask("Username:");
    };
  }

  /// @param base64 the client's response; `=` stands for none, `*` gives up (RFC 4954, 4)
  /// @throws Refusal if that was it, without success
  Step respond(String base64) throws Refusal {
    if (base64.equals("*")) {
      throw Refusal.of(501, Status.SECURITY, "Given up, as you wish (RFC 4954, 4)");
    }
    try {
      return switch (mechanism) {
        case PLAIN -> {
          var plain = Plain.parse(base64);
          yield new Step.Credentials(
              plain.isForAnother() ? plain.authorization() : plain.login(),
              plain.login(),
              plain.password());
        }
        case LOGIN -> {
          var text = decode(base64);
          if (name.isEmpty()) {
            name = Optional.of(text);
            yield ask("Password:");
          }
          yield new Step.Credentials(name.get(), name.get(), text);
        }
      };
    } catch (IllegalArgumentException e) {
      throw Refusal.of(501, Status.SYNTAX, e.getMessage());
    }
  }

  private static Step ask(String what) {
    return new Step.Challenge(Base64.getEncoder().encodeToString(what.getBytes(UTF_8)));
  }

  private static String decode(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64.equals("=") ? "" : base64), UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("That is not base64 (RFC 4648, 4)", e);
    }
  }
}
