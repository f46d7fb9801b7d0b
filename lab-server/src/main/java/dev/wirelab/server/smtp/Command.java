package dev.wirelab.server.smtp;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/// A command that a client may send, taken apart (RFC 5321, 4.1).
sealed interface Command {

  /// Hello.
  ///
  /// @param extended whether it was EHLO, not HELO
  /// @param client what the client calls itself
  record Hello(boolean extended, String client) implements Command {}

  /// Go over to TLS.
  record StartTls() implements Command {}

  /// Log in.
  ///
  /// @param mechanism as the client names it
  /// @param initial the first response, in base64, if it came along
  record Auth(String mechanism, Optional<String> initial) implements Command {

    @Override
    public String toString() {
      return "Auth[mechanism=" + mechanism + "]";
    }
  }

  /// The sender.
  ///
  /// @param sender nobody, if it is the null path `<>` of a bounce (RFC 5321, 4.5.5)
  record Mail(Optional<Mailbox> sender, Map<Parameter, String> parameters) implements Command {

    /// How many octets the client announces (RFC 1870, 6.1); 0 if it does not.
    BigInteger size() {
      return new BigInteger(parameters.getOrDefault(Parameter.SIZE, "0"));
    }
  }

  /// A recipient.
  record Rcpt(Mailbox recipient, Map<Parameter, String> parameters) implements Command {}

  /// The text is to follow.
  record Data() implements Command {}

  /// A part of the text follows at once.
  ///
  /// @param octets how much of it
  /// @param last whether the text is then complete
  record Bdat(long octets, boolean last) implements Command {}

  /// Give up the mail that was begun.
  record Rset() implements Command {}

  /// Nothing.
  record Noop() implements Command {}

  /// Is there such a user?
  record Vrfy(String user) implements Command {}

  /// Who gets the mail for it?
  ///
  /// @param readsUtf8 whether the answer may be beyond ASCII (RFC 6531, 3.7.4.2)
  record Expn(String list, boolean readsUtf8) implements Command {}

  /// Which commands are there; or, how is this one written?
  record Help(Optional<Verb> about) implements Command {}

  /// Goodbye.
  record Quit() implements Command {}
}
