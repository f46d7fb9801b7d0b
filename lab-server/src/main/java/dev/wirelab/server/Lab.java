package dev.wirelab.server;

import com.icegreen.greenmail.imap.ImapHandler;
import com.icegreen.greenmail.pop3.Pop3Handler;
import com.icegreen.greenmail.pop3.commands.Pop3CommandRegistry;
import com.icegreen.greenmail.server.ProtocolHandler;
import dev.wirelab.server.net.Connection;
import dev.wirelab.server.smtp.SmtpService;
import dev.wirelab.server.store.Mailstore;
import dev.wirelab.server.wire.Protocol;
import java.time.Clock;

/// What a reset replaces: the mail, and the servers that give access to it.
///
/// @param mail as the fixture has it, to begin with
record Lab(Mailstore mail, SmtpService smtp) {

  private static final String INBOX = "INBOX";

  static Lab of(Fixture fixture, Clock clock) {
    var mail = new Mailstore();
    for (var user : fixture.users()) {
      var account = user.account();
      mail.open(account.login(), account.address(), account.password(), user.aliases());
      for (var folder : user.folders()) {
        if (!folder.name().equals(INBOX)) {
          mail.createFolder(account.login(), folder.name());
        }
        for (var message : folder.messages()) {
          mail.append(
              account.login(), folder.name(), message.raw(), message.flags(), message.received());
        }
      }
    }
    var smtp =
        new SmtpService(
            fixture.hosts().get(Protocol.SMTP),
            fixture.esmtp().keywords(),
            fixture.esmtp().size(),
            clock,
            mail);
    return new Lab(mail, smtp);
  }

  /// @throws IllegalArgumentException if the protocol has no server
  void requireOffered(Protocol protocol) {
    if (protocol == Protocol.HTTP) {
      throw new IllegalArgumentException("HTTP is not offered");
    }
  }

  /// What serves one client. POP3 and IMAP are GreenMail's own, to read the mail with.
  ProtocolHandler handler(Protocol protocol, Connection connection) {
    return switch (protocol) {
      case SMTP -> smtp.handler(connection);
      case POP3 -> new Pop3Handler(new Pop3CommandRegistry(), mail.users(), connection.socket());
      case IMAP ->
          new ImapHandler(mail.users(), mail.users().getImapHostManager(), connection.socket());
      case HTTP -> throw new IllegalArgumentException("HTTP is not offered");
    };
  }
}
