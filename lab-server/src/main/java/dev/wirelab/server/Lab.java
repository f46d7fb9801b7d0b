package dev.wirelab.server;

import com.icegreen.greenmail.server.ProtocolHandler;
import dev.wirelab.server.http.HttpService;
import dev.wirelab.server.imap.ImapService;
import dev.wirelab.server.net.Connection;
import dev.wirelab.server.net.Service;
import dev.wirelab.server.pop3.Pop3Service;
import dev.wirelab.server.smtp.Obstacles;
import dev.wirelab.server.smtp.SmtpService;
import dev.wirelab.server.store.Mailstore;
import dev.wirelab.server.store.Quota;
import dev.wirelab.server.wire.Protocol;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/// What a reset replaces: the mail, and the servers that give access to it. Each is made when it is
/// first needed, since nobody needs the mail to be greeted. Safe for use by several threads.
final class Lab implements Supplier<Mailstore> {

  /// With room for those that follow: it has 32 bits (RFC 3501, 9, "nz-number").
  private static final long MOST_UID_VALIDITY = 4_000_000_000L;

  private final Fixture fixture;
  private final Clock clock;
  private final Obstacles obstacles;
  private final Quota quota;
  private final Map<Protocol, Service> services = new EnumMap<>(Protocol.class);
  private final Object making = new Object();
  private volatile Mailstore mail;

  Lab(Fixture fixture, Clock clock, Obstacles obstacles, Quota quota) {
    this.fixture = fixture;
    this.clock = clock;
    this.obstacles = obstacles;
    this.quota = quota;
  }

  /// The mail, which is the fixture's to begin with.
  @Override
  public Mailstore get() {
    if (mail == null) {
      synchronized (making) {
        if (mail == null) {
          mail = seeded();
        }
      }
    }
    return mail;
  }

  private Mailstore seeded() {
    // A folder made later has a greater number than any before, and in each lab the same.
    var store =
        new Mailstore(Math.max(1, fixture.clock().getEpochSecond() % MOST_UID_VALIDITY), quota);
    for (var user : fixture.users()) {
      var account = user.account();
      store.open(account.login(), account.address(), account.password(), user.aliases());
      for (var folder : user.folders()) {
        store.createFolder(account.login(), folder.name(), folder.uidValidity(), folder.use());
        for (var message : folder.messages()) {
          store.append(
              account.login(),
              folder.name(),
              message.raw(),
              message.flags(),
              message.recent(),
              message.received());
        }
      }
    }
    return store;
  }

  /// What serves one client.
  ProtocolHandler handler(Protocol protocol, Connection connection) {
    return service(protocol).handler(connection);
  }

  /// What serves the clients of a protocol; made when it is first asked for.
  Service service(Protocol protocol) {
    synchronized (services) {
      var service = services.get(protocol);
      if (service == null) {
        service = make(protocol);
        services.put(protocol, service);
      }
      return service;
    }
  }

  private Service make(Protocol protocol) {
    return switch (protocol) {
      case SMTP -> smtp();
      case POP3 -> new Pop3Service(fixture.hosts().get(protocol), fixture.pop3().stamp(), this);
      case IMAP -> imap();
      case HTTP -> http();
    };
  }

  private SmtpService smtp() {
    return new SmtpService(
        fixture.hosts().get(Protocol.SMTP),
        fixture.esmtp().keywords(),
        fixture.esmtp().required(),
        fixture.esmtp().size(),
        clock,
        this,
        obstacles);
  }

  private ImapService imap() {
    return new ImapService(
        fixture.hosts().get(Protocol.IMAP),
        fixture.imap().greeting(),
        fixture.imap().wordings(),
        fixture.imap().condstore(),
        fixture.esmtp().size(),
        clock,
        this);
  }

  private HttpService http() {
    return new HttpService(
        fixture.hosts().get(Protocol.HTTP),
        fixture.users().stream()
            .map(Fixture.User::account)
            .map(account -> new HttpService.Mailbox(account.login(), account.address()))
            .toList(),
        fixture.esmtp().size(),
        clock,
        this);
  }
}
