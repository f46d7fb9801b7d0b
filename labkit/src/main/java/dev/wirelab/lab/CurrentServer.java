package dev.wirelab.lab;

import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.Account;
import dev.wirelab.server.Fixture;
import dev.wirelab.server.ServiceName;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The server that the lab speaks with: started when it is first needed, and another one for
/// another fixture.
final class CurrentServer implements AutoCloseable {

  private final Function<String, MailServer> start;
  private String fixture;
  private MailServer server;

  /// @param fixture the name of the one to begin with
  /// @param start starts, or finds, a server with a fixture of that name
  CurrentServer(String fixture, Function<String, MailServer> start) {
    this.fixture = fixture;
    this.start = start;
  }

  /// @param name as in `lab.socket("imaps")`
  /// @throws IllegalArgumentException if there is no such service; it lists those there are
  static ServiceName service(String name) {
    return Arrays.stream(ServiceName.values())
        .filter(service -> service.key().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(Wording.say("lab.no.service", name)));
  }

  synchronized MailServer get() {
    if (server == null) {
      server = start.apply(fixture);
    }
    return server;
  }

  /// Has one with that fixture in place of what was there; if it cannot be had, nothing changes.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  /// @param farewell done before the old one ends
  synchronized void change(String fixture, Runnable farewell) {
    if (server != null && server.fixture().equals(fixture)) {
      return;
    }
    if (!Fixture.NAMES.contains(fixture)) {
      var names = String.join(", ", Fixture.NAMES);
      throw new IllegalArgumentException(Wording.say("lab.no.fixture", fixture, names));
    }
    var other = start.apply(fixture);
    farewell.run();
    close();
    server = other;
    this.fixture = fixture;
  }

  /// @param name a login or a mail address, in any case
  /// @throws NoSuchElementException if nobody has that; it lists those there are
  Account account(String name) {
    var accounts = get().accounts();
    return Stream.<Function<Account, String>>of(Account::login, Account::address)
        .flatMap(
            kind -> accounts.stream().filter(account -> kind.apply(account).equalsIgnoreCase(name)))
        .findFirst()
        .orElseThrow(() ->
            new NoSuchElementException(
                Wording.say(
                    "lab.no.account",
                    name,
                    accounts.stream().map(Account::login).collect(Collectors.joining(", ")))));
  }

  /// The next use starts it afresh.
  @Override
  public synchronized void close() {
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
