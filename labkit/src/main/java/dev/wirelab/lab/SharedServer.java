package dev.wirelab.lab;

import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.Account;
import dev.wirelab.server.RemoteServer;
import dev.wirelab.server.ServiceName;
import dev.wirelab.server.StoredMessage;
import dev.wirelab.server.chaos.Chaos;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Protocol;
import dev.wirelab.server.wire.Wire;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/// A server elsewhere that others use as well. Its mailboxes are everybody's; the record is of what
/// this notebook has said and heard, so that an exercise judges its own learner.
final class SharedServer implements MailServer {

  private final RemoteServer server;
  private final Wire record;

  SharedServer(RemoteServer server) {
    this.server = server;
    this.record = new Wire(server.clock());
  }

  @Override
  public String host() {
    return server.host();
  }

  @Override
  public int port(ServiceName service) {
    return server.port(service);
  }

  @Override
  public Set<ServiceName> services() {
    return server.services();
  }

  @Override
  public SSLContext trusting() {
    return server.trusting();
  }

  @Override
  public Clock clock() {
    return server.clock();
  }

  @Override
  public List<Account> accounts() {
    return server.accounts();
  }

  @Override
  public List<StoredMessage> inbox(String login) {
    return server.messages(login, "INBOX");
  }

  @Override
  public String fixture() {
    return server.fixture();
  }

  @Override
  public Dialogue dialogue(Protocol protocol, boolean tls) {
    return record.open(protocol, tls);
  }

  @Override
  public List<Dialogue> dialogues(Wire clients) {
    return Stream.of(record, clients)
        .flatMap(wire -> wire.dialogues().stream())
        .sorted(Comparator.comparingLong(Dialogue::beganNanos))
        .toList();
  }

  @Override
  public Chaos chaos() {
    throw new IllegalStateException(Wording.say("lab.shared.chaos", server));
  }

  @Override
  public Optional<String> reset() {
    record.clear();
    return Optional.of(Wording.say("lab.shared.reset", server));
  }

  @Override
  public void close() {
    server.close();
  }
}
