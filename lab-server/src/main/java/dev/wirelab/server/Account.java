package dev.wirelab.server;

/// Somebody who has a mailbox here.
///
/// @param login what POP3 and IMAP ask for
/// @param address the mail address, as the fixture spells it
/// @param password in clear; [#toString()] does not show it
public record Account(String login, String address, String password) {

  @Override
  public String toString() {
    return "Account[login=" + login + ", address=" + address + "]";
  }
}
