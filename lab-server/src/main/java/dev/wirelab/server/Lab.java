package dev.wirelab.server;

import com.icegreen.greenmail.server.ProtocolHandler;
import dev.wirelab.server.net.Connection;
import dev.wirelab.server.smtp.Obstacles;
import dev.wirelab.server.smtp.SmtpService;
import dev.wirelab.server.store.Mailstore;
import dev.wirelab.server.wire.Protocol;
import java.time.Clock;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// What a reset replaces: the mail, and the servers that give access to it.
///
/// @param mail as the fixture has it, to begin with
/// @param services what serves a client of each protocol that is offered
record Lab(Mailstore mail, Map<Protocol, Function<Connection, ProtocolHandler>> services) {

  /// What there is a server for.
  static final Set<ServiceName> OFFERED =
      Collections.unmodifiableSet(EnumSet.of(ServiceName.SMTP, ServiceName.SMTPS));

  private static final String INBOX = "INBOX";

  static Lab of(Fixture fixture, Clock clock, Obstacles obstacles) {
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
            fixture.esmtp().required(),
            fixture.esmtp().size(),
            clock,
            mail,
            obstacles);
    return new Lab(mail, Map.of(Protocol.SMTP, smtp::handler));
  }

  /// @throws IllegalArgumentException if there is no server for it; it says what there is
  static void requireOffered(ServiceName service) {
    if (!OFFERED.contains(service)) {
      throw new IllegalArgumentException(service + " is not offered; there is: " + OFFERED);
    }
  }

  /// What serves one client.
  ProtocolHandler handler(Protocol protocol, Connection connection) {
    return services.get(protocol).apply(connection);
  }
}
