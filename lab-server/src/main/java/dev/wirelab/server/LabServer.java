package dev.wirelab.server;

import com.icegreen.greenmail.server.ProtocolHandler;
import dev.wirelab.server.chaos.Chaos;
import dev.wirelab.server.net.Connection;
import dev.wirelab.server.net.Listener;
import dev.wirelab.server.net.Medium;
import dev.wirelab.server.net.Port;
import dev.wirelab.server.net.Tls;
import dev.wirelab.server.store.Entry;
import dev.wirelab.server.store.Mailstore;
import dev.wirelab.server.wire.Observer;
import dev.wirelab.server.wire.Protocol;
import dev.wirelab.server.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;

/// A mail server in this JVM, seeded from a fixture.
///
/// Each client is served on a virtual thread; the threads that wait for clients are daemons, so a
/// JVM may end with the server open. Safe for use by several threads.
public final class LabServer implements AutoCloseable {

  private final Fixture fixture;
  private final Listeners listeners;
  private final Clock clock;
  private final Wire wire;
  private final Chaos chaos = new Chaos();
  private final Map<ServiceName, Port> ports = new EnumMap<>(ServiceName.class);
  private final List<Listener> running = new ArrayList<>();
  private final Thread preparing;
  private volatile Lab lab;

  private LabServer(Fixture fixture, Listeners listeners, Observer observer) {
    this.fixture = fixture;
    this.listeners = listeners;
    this.clock = Clock.fixed(fixture.clock(), ZoneOffset.UTC);
    this.wire = new Wire(clock, observer);
    this.lab = new Lab(fixture, clock, chaos, chaos);
    this.preparing =
        Thread.ofPlatform()
            .daemon()
            .name("lab server, preparing")
            .start(new Preparation(lab, listeners.ports().keySet()));
  }

  /// What the first clients would have to wait for, done beside the start.
  private record Preparation(Lab lab, Set<ServiceName> services) implements Runnable {

    @Override
    public void run() {
      // The JVM gets ready for virtual threads when the first one is made.
      Thread.ofVirtual().unstarted(this);
      for (var service : services) {
        lab.service(service.protocol());
      }
    }
  }

  /// Starts all that the lab speaks on the loopback interface, on free ports.
  public static LabServer start(Fixture fixture) {
    return start(fixture, Listeners.loopback());
  }

  /// Starts where `listeners` says.
  ///
  /// @throws UncheckedIOException if a port is taken, or not ours to take, or the host is not this
  ///   machine; its message says which, and nothing has been started
  /// @throws IllegalArgumentException if something is not offered
  public static LabServer start(Fixture fixture, Listeners listeners) {
    return start(fixture, listeners, Observer.NOBODY);
  }

  /// Starts where `listeners` says, with somebody who follows the wire.
  public static LabServer start(Fixture fixture, Listeners listeners, Observer observer) {
    var server = new LabServer(fixture, listeners, observer);
    try {
      server.listen();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /// All ports are bound before any is served: the server starts as a whole or not at all.
  private void listen() {
    for (var entry : new TreeMap<>(listeners.ports()).entrySet()) {
      var service = entry.getKey();
      int port = entry.getValue();
      try {
        ports.put(service, Port.bind(listeners.host(), port));
      } catch (IOException e) {
        throw new UncheckedIOException(cannotListen(service, port, e), e);
      }
    }
    var tls = listeners.authority().serving(names());
    var premises = new Premises();
    for (var entry : ports.entrySet()) {
      var service = entry.getKey();
      running.add(
          Listener.start(
              entry.getValue(),
              service.protocol(),
              new Tls(service.tls(), tls),
              wire,
              premises,
              listeners.patience()));
    }
  }

  /// What clients find: the lab as it is when they come.
  private final class Premises implements Listener.Premises {

    @Override
    public Medium medium() {
      return chaos.medium();
    }

    @Override
    public ProtocolHandler handler(Protocol protocol, Connection connection) {
      return lab.handler(protocol, connection);
    }
  }

  /// By which names clients reach the server.
  private Set<String> names() {
    var names = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1", listeners.host()));
    names.addAll(new TreeSet<>(listeners.names()));
    names.addAll(new TreeSet<>(fixture.hosts().values()));
    return names;
  }

  private String cannotListen(ServiceName service, int port, IOException cause) {
    return port == 0
        ? "%s cannot listen on %s: %s. Is that a name or address of this machine?"
            .formatted(service, listeners.host(), cause.getMessage())
        : "%s cannot listen on port %d of %s: %s. Choose another port, or 0 for any free one"
            .formatted(service, port, listeners.host(), cause.getMessage());
  }

  /// Where clients connect.
  public String host() {
    return listeners.host();
  }

  /// The port on which a protocol is spoken, in clear until a client asks for TLS.
  ///
  /// @throws IllegalArgumentException if it is not offered
  public int port(Protocol protocol) {
    return port(ServiceName.of(protocol));
  }

  /// The port of a service.
  ///
  /// @throws IllegalArgumentException if it is not offered
  public int port(ServiceName service) {
    var port = ports.get(service);
    if (port == null) {
      throw new IllegalArgumentException(
          service + " is not offered here; there is: " + ports.keySet());
    }
    return port.getLocalPort();
  }

  /// What is offered.
  public Set<ServiceName> services() {
    return Collections.unmodifiableSet(ports.keySet());
  }

  /// The file with the certificate that clients need to trust, `ca.pem`. It is made if this
  /// installation has none yet.
  ///
  /// @throws UncheckedIOException if that cannot be done; the message says what to do
  public Path certificate() {
    return listeners.authority().certificate();
  }

  /// What this lab's clients in Java speak TLS with: it trusts the lab's servers and nobody else.
  /// That the certificate is for the host they meant is theirs to check, by `HTTPS` as
  /// [javax.net.ssl.SSLParameters]' endpoint identification algorithm.
  ///
  /// @throws UncheckedIOException as [#certificate()] does
  public SSLContext trusting() {
    return listeners.authority().trusting();
  }

  public Fixture fixture() {
    return fixture;
  }

  /// The lab's clock, which stands where the fixture sets it.
  public Clock clock() {
    return clock;
  }

  /// All that passed over the server's sockets.
  public Wire wire() {
    return wire;
  }

  /// What goes wrong here: nothing, until it is begun.
  public Chaos chaos() {
    return chaos;
  }

  /// Who logs in as `login`, in any case.
  ///
  /// @throws NoSuchElementException if nobody does; it lists the logins there are
  public Account account(String login) {
    return findAccount(login)
        .orElseThrow(() ->
            new NoSuchElementException(
                "Nobody logs in as '%s'; there are: %s"
                    .formatted(
                        login,
                        String.join(", ", accounts().stream().map(Account::login).toList()))));
  }

  /// Who logs in as `login`, in any case, if anybody does.
  public Optional<Account> findAccount(String login) {
    return accounts().stream()
        .filter(account -> account.login().equalsIgnoreCase(login))
        .findFirst();
  }

  /// Everybody who has a mailbox, in the fixture's order.
  public List<Account> accounts() {
    return fixture.users().stream().map(Fixture.User::account).toList();
  }

  /// The mail as it is now.
  Mailstore mail() {
    return lab.get();
  }

  /// The messages in a folder, in sequence order.
  ///
  /// @throws NoSuchElementException if there is no such login or folder; it lists those there are
  public List<StoredMessage> messages(String login, String folder) {
    var mail = lab.get();
    var owner = account(login).login();
    var entries =
        mail.messages(owner, folder)
            .orElseThrow(() ->
                new NoSuchElementException(
                    "%s has no folder '%s'; there are: %s"
                        .formatted(owner, folder, String.join(", ", mail.folders(owner)))));
    var messages = new ArrayList<StoredMessage>();
    for (Entry entry : entries) {
      messages.add(
          new StoredMessage(
              entry.uid(), messages.size() + 1, entry.flags(), entry.received(), entry.octets()));
    }
    return List.copyOf(messages);
  }

  /// Back to the fixture: mailboxes as at the start, nothing on record, open connections ended,
  /// chaos at its end. The ports stay.
  public void reset() {
    chaos.end();
    // The new mail first: a connection that saw the old is known by then, and ended.
    lab = new Lab(fixture, clock, chaos, chaos);
    running.forEach(Listener::endConnections);
    wire.clear();
  }

  /// Ends all: no connection, no thread and no port is left.
  @Override
  public void close() {
    running.forEach(Listener::end);
    awaitPreparing();
    for (var port : ports.values()) {
      try {
        port.close();
      } catch (IOException e) {
        // It is closed for us, which is all we want.
      }
    }
  }

  /// It takes a moment, and waits for nothing.
  private void awaitPreparing() {
    try {
      preparing.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
