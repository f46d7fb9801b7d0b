package dev.wirelab.server;

import com.icegreen.greenmail.server.ProtocolHandler;
import dev.wirelab.server.http.HttpService;
import dev.wirelab.server.imap.ImapService;
import dev.wirelab.server.net.Connection;
import dev.wirelab.server.pop3.Pop3Service;
import dev.wirelab.server.smtp.Obstacles;
import dev.wirelab.server.smtp.SmtpService;
import dev.wirelab.server.store.Mailstore;
import dev.wirelab.server.wire.Protocol;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;

/// What a reset replaces: the mail, and the servers that give access to it.
///
/// @param mail as the fixture has it, to begin with
/// @param services what serves a client of each protocol that is offered
record Lab(Mailstore mail, Map<Protocol, Function<Connection, ProtocolHandler>> services) {

  /// With room for those that follow: it has 32 bits (RFC 3501, 9, "nz-number").
  private static final long MOST_UID_VALIDITY = 4_000_000_000L;

  static Lab of(Fixture fixture, Clock clock, Obstacles obstacles) {
    // A folder made later has a greater number than any before, and in each lab the same.
    var mail = new Mailstore(Math.max(1, fixture.clock().getEpochSecond() % MOST_UID_VALIDITY));
    for (var user : fixture.users()) {
      var account = user.account();
      mail.open(account.login(), account.address(), account.password(), user.aliases());
      for (var folder : user.folders()) {
        mail.createFolder(account.login(), folder.name(), folder.uidValidity(), folder.use());
        for (var message : folder.messages()) {
          mail.append(
              account.login(),
              folder.name(),
              message.raw(),
              message.flags(),
              message.recent(),
              message.received());
        }
      }
    }
    var smtp =
        new SmtpService(
            fixture.hosts().get(Protocol.SMTP),
            fixture.esmtp().keywords(),
            fixture.esmtp().required(),
            fixture.esmtp().size(),
            clock,
            mail,
            obstacles);
    var pop3 = new Pop3Service(fixture.hosts().get(Protocol.POP3), fixture.pop3().stamp(), mail);
    var imap =
        new ImapService(
            fixture.hosts().get(Protocol.IMAP),
            fixture.imap().greeting(),
            fixture.imap().wordings(),
            fixture.esmtp().size(),
            clock,
            mail);
    var http =
        new HttpService(
            fixture.hosts().get(Protocol.HTTP),
            fixture.users().stream()
                .map(Fixture.User::account)
                .map(account -> new HttpService.Mailbox(account.login(), account.address()))
                .toList(),
            fixture.esmtp().size(),
            clock,
            mail);
    return new Lab(
        mail,
        Map.of(
            Protocol.SMTP,
            smtp::handler,
            Protocol.POP3,
            pop3::handler,
            Protocol.IMAP,
            imap::handler,
            Protocol.HTTP,
            http::handler));
  }

  /// What serves one client.
  ProtocolHandler handler(Protocol protocol, Connection connection) {
    return services.get(protocol).apply(connection);
  }
}
