package dev.wirelab.server.store;

import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.user.UserImpl;

/// Somebody who has a mailbox. GreenMail keys mailboxes by the address's hash code, under which
/// `Aa@foo.com` and `BB@foo.com` would share one; here each has a number.
final class Owner extends UserImpl {

  private final String mailboxName;

  Owner(int number, String address, String login, String password, ImapHostManager folders) {
    super(address, login, password, folders);
    this.mailboxName = "owner" + number;
  }

  @Override
  public String getQualifiedMailboxName() {
    return mailboxName;
  }
}
