package dev.wirelab.server.pop3;

import java.util.Optional;
import java.util.OptionalInt;

/// A command that a client may send, taken apart (RFC 1939, 9).
sealed interface Command {

  /// What can the server do (RFC 2449, 5)?
  record Capa() implements Command {}

  /// Let us speak TLS (RFC 2595, 4).
  record Stls() implements Command {}

  /// Who wants to log in.
  record User(String name) implements Command {}

  /// The password, in clear.
  record Pass(String password) implements Command {
    @Override
    public String toString() {
      return "Pass[]";
    }
  }

  /// Log in without the password on the wire.
  ///
  /// @param digest MD5 of stamp and password, in hexadecimal digits
  record Apop(String name, String digest) implements Command {}

  /// Log in by a SASL mechanism (RFC 5034, 4).
  ///
  /// @param mechanism in upper case
  /// @param initialResponse in base64; the server asks for what is not there
  record Auth(String mechanism, Optional<String> initialResponse) implements Command {
    @Override
    public String toString() {
      return "Auth[mechanism=" + mechanism + "]";
    }
  }

  /// How many messages and octets?
  record Stat() implements Command {}

  /// How many octets has this message, or each?
  record List(OptionalInt number) implements Command {}

  /// What is this message's unique identifier, or each one's?
  record Uidl(OptionalInt number) implements Command {}

  /// The whole message.
  record Retr(int number) implements Command {}

  /// Its header and the first lines of its body.
  record Top(int number, int lines) implements Command {}

  /// Mark it to be deleted.
  record Dele(int number) implements Command {}

  /// Take all marks back.
  record Rset() implements Command {}

  /// Nothing.
  record Noop() implements Command {}

  /// Delete what is marked, and goodbye.
  record Quit() implements Command {}
}
