package dev.wirelab.server.smtp;

import java.net.InetAddress;
import java.util.Optional;

/// What is known of a client.
final class Client {

  private final InetAddress address;
  private final boolean encrypted;
  private Command.Hello hello;
  private Optional<String> login = Optional.empty();

  Client(InetAddress address, boolean encrypted) {
    this.address = address;
    this.encrypted = encrypted;
  }

  void greets(Command.Hello hello) {
    this.hello = hello;
  }

  void logsIn(String login) {
    this.login = Optional.of(login);
  }

  /// Where it is.
  InetAddress address() {
    return address;
  }

  /// Whether it speaks TLS.
  boolean isEncrypted() {
    return encrypted;
  }

  boolean hasGreeted() {
    return hello != null;
  }

  /// Whether it has said EHLO.
  boolean isExtended() {
    return hasGreeted() && hello.extended();
  }

  /// What it calls itself.
  String name() {
    return hello.client();
  }

  /// As whom it has logged in, if it has.
  Optional<String> login() {
    return login;
  }

  /// What Received says after "with" (RFC 3848; RFC 6531, 4.3).
  String protocol(boolean international) {
    if (!hello.extended()) {
      return "SMTP";
    }
    return (international ? "UTF8SMTP" : "ESMTP")
        + (encrypted ? "S" : "")
        + (login.isPresent() ? "A" : "");
  }
}
