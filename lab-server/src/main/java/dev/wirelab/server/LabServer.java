package dev.wirelab.server;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.wirelab.server.wire.Protocol;
import dev.wirelab.server.wire.Wire;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/// A mail server in this JVM, seeded from a fixture. Safe for use by several threads.
public final class LabServer implements AutoCloseable {

  private final Fixture fixture;
  private final Listeners listeners;
  private final Clock clock;
  private final Wire wire;
  private final GreenMail greenMail;

  private LabServer(Fixture fixture, Listeners listeners) {
    this.fixture = fixture;
    this.listeners = listeners;
    this.clock = Clock.fixed(fixture.clock(), ZoneOffset.UTC);
    this.wire = new Wire(clock);
    this.greenMail = new GreenMail(new ServerSetup(0, listeners.host(), "smtp"));
    greenMail.start();
    seed();
  }

  /// Starts on the loopback interface, on free ports.
  public static LabServer start(Fixture fixture) {
    return start(fixture, Listeners.loopback());
  }

  /// Starts where `listeners` says.
  public static LabServer start(Fixture fixture, Listeners listeners) {
    return new LabServer(fixture, listeners);
  }

  /// Where clients connect.
  public String host() {
    return listeners.host();
  }

  /// The port on which a protocol is spoken.
  ///
  /// @throws IllegalArgumentException if it is not offered
  public int port(Protocol protocol) {
    if (protocol != Protocol.SMTP) {
      throw new IllegalArgumentException(protocol + " is not offered");
    }
    return greenMail.getSmtp().getPort();
  }

  public Fixture fixture() {
    return fixture;
  }

  /// The lab's clock, which the fixture sets.
  public Clock clock() {
    return clock;
  }

  /// All that passed over the server's sockets.
  public Wire wire() {
    return wire;
  }

  /// Who logs in as `login`, in any case.
  ///
  /// @throws NoSuchElementException if nobody does; it lists the logins there are
  public Account account(String login) {
    return fixture.users().stream()
        .map(Fixture.User::account)
        .filter(account -> account.login().equalsIgnoreCase(login))
        .findFirst()
        .orElseThrow(() ->
            new NoSuchElementException(
                "Nobody logs in as '" + login + "'; there are: " + logins()));
  }

  /// The messages in a folder, in sequence order.
  ///
  /// @throws NoSuchElementException if there is no such login or folder; it lists those there are
  public List<StoredMessage> messages(String login, String folder) {
    GreenMailUser user = greenMail.getUserManager().getUser(account(login).login());
    var found = new ArrayList<StoredMessage>();
    for (var stored :
        greenMail.getManagers().getImapHostManager().getFolder(user, folder).getMessages()) {
      var octets = new ByteArrayOutputStream();
      try {
        stored.getMimeMessage().writeTo(octets);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (MessagingException e) {
        throw new IllegalStateException(e);
      }
      found.add(
          new StoredMessage(
              stored.getUid(),
              found.size() + 1,
              stored.isSet(Flags.Flag.RECENT) ? Set.of("\\Recent") : Set.of(),
              clock.instant(),
              octets.toByteArray()));
    }
    return List.copyOf(found);
  }

  /// Back to the fixture: mailboxes as at the start, nothing on record, open connections ended.
  public void reset() {
    greenMail.reset();
    seed();
    wire.clear();
  }

  /// Ends all: no connection, no thread and no port is left.
  @Override
  public void close() {
    greenMail.stop();
  }

  private void seed() {
    for (var user : fixture.users()) {
      var account = user.account();
      greenMail.setUser(account.address(), account.login(), account.password());
    }
  }

  private List<String> logins() {
    return fixture.users().stream().map(user -> user.account().login()).toList();
  }
}
