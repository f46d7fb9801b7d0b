package dev.wirelab.server.page;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpServer;
import dev.wirelab.server.store.Mailstore;
import dev.wirelab.server.wire.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// The page, served to browsers that know its token: on this machine, unless it is told otherwise.
///
/// It has a small server of its own: the one that speaks HTTP in the lab is there to be looked at,
/// and this one is not to be in the record.
public final class Page implements AutoCloseable {

  private static final int TOKEN_OCTETS = 24;
  private static final int BACKLOG = 64;

  /// Somebody's mailbox.
  public record Mailbox(String login, String address) {}

  /// Where the page is served.
  ///
  /// @param host the address or name to bind to; anything but loopback opens it to the network
  /// @param port 0 for any free one
  /// @param names by which it may be asked for besides that host, `localhost` and loopback's
  ///   addresses; any other is refused, since it may be a page from elsewhere that leads here
  public record Place(String host, int port, Set<String> names) {

    public Place {
      names = Set.copyOf(names);
    }

    /// For browsers on this machine.
    public static Place loopback(int port) {
      return new Place("127.0.0.1", port, Set.of());
    }
  }

  /// What the page shows.
  ///
  /// @param fixture what the lab was seeded from
  /// @param mail as it is when it is asked for
  /// @param live told of all that happens on `wire`
  /// @param description what a client elsewhere needs to know, passwords included
  public record Subject(
      String fixture,
      List<Mailbox> mailboxes,
      Supplier<Mailstore> mail,
      Wire wire,
      LiveWire live,
      Supplier<JsonObject> description) {}

  private final String host;
  private final HttpServer server;
  private final ExecutorService threads;
  private final String token;

  private Page(String host, HttpServer server, ExecutorService threads, String token) {
    this.host = host;
    this.server = server;
    this.threads = threads;
    this.token = token;
  }

  /// Starts to serve, with a token of its own.
  ///
  /// @throws IOException if the port is taken, or not ours to take, or the host not this machine
  public static Page start(Place place, Subject subject) throws IOException {
    var octets = new byte[TOKEN_OCTETS];
    new SecureRandom().nextBytes(octets);
    var token = HexFormat.of().formatHex(octets);
    var address = InetAddress.getByName(place.host());
    var server = HttpServer.create(new InetSocketAddress(address, place.port()), BACKLOG);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    var guard = new Guard(token, server.getAddress().getPort(), names(place));
    server.createContext("/", new PageHandler(guard, subject)::handle);
    server.start();
    // Who binds to all addresses is found at any of them.
    var reached = address.isAnyLocalAddress() ? "localhost" : literal(place.host());
    return new Page(reached, server, threads, token);
  }

  private static Set<String> names(Place place) {
    var names = new HashSet<>(place.names());
    names.addAll(List.of("localhost", "127.0.0.1", "[::1]", literal(place.host())));
    return names;
  }

  /// As it stands in an address (RFC 3986, 3.2.2).
  private static String literal(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  /// What to open in a browser, token included: a secret.
  public URI address() {
    return address(host);
  }

  /// The same by another of its names.
  public URI address(String name) {
    return URI.create("http://%s:%d/?token=%s".formatted(literal(name), port(), token));
  }

  /// Where a program asks whether the server is well; no token is needed.
  public URI health() {
    return URI.create("http://%s:%d/health".formatted(host, port()));
  }

  private int port() {
    return server.getAddress().getPort();
  }

  /// Ends it at once.
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
