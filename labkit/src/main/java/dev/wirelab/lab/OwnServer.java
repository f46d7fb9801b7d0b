package dev.wirelab.lab;

import dev.wirelab.server.Account;
import dev.wirelab.server.LabServer;
import dev.wirelab.server.ServiceName;
import dev.wirelab.server.StoredMessage;
import dev.wirelab.server.chaos.Chaos;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Protocol;
import dev.wirelab.server.wire.Wire;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/// The notebook's own server, of which it may do as it likes.
record OwnServer(LabServer server) implements MailServer {

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
    return server.fixture().name();
  }

  @Override
  public Dialogue dialogue(Protocol protocol, boolean tls) {
    return new Dialogue(protocol, clock(), tls);
  }

  @Override
  public List<Dialogue> dialogues(Wire clients) {
    return server.wire().dialogues();
  }

  @Override
  public Chaos chaos() {
    return server.chaos();
  }

  @Override
  public Optional<String> reset() {
    server.reset();
    return Optional.empty();
  }

  @Override
  public void close() {
    server.close();
  }
}
