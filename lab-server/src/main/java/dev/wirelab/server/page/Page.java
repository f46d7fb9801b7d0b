package dev.wirelab.server.page;

import com.sun.net.httpserver.HttpServer;
import dev.wirelab.server.store.Mailstore;
import dev.wirelab.server.wire.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// The page, served to browsers on this machine that know its token.
///
/// It has a small server of its own: the one that speaks HTTP in the lab is there to be looked at,
/// and this one is not to be in the record.
public final class Page implements AutoCloseable {

  private static final int TOKEN_OCTETS = 24;
  private static final int BACKLOG = 64;

  /// Somebody's mailbox.
  public record Mailbox(String login, String address) {}

  /// What the page shows.
  ///
  /// @param fixture what the lab was seeded from
  /// @param mail as it is when it is asked for
  /// @param live told of all that happens on `wire`
  public record Subject(
      String fixture,
      List<Mailbox> mailboxes,
      Supplier<Mailstore> mail,
      Wire wire,
      LiveWire live) {}

  private final HttpServer server;
  private final ExecutorService threads;
  private final String token;

  private Page(HttpServer server, ExecutorService threads, String token) {
    this.server = server;
    this.threads = threads;
    this.token = token;
  }

  /// Starts to serve on the loopback interface, with a token of its own.
  ///
  /// @param port 0 for any free one
  /// @throws IOException if the port is taken, or not ours to take
  public static Page start(int port, Subject subject) throws IOException {
    var octets = new byte[TOKEN_OCTETS];
    new SecureRandom().nextBytes(octets);
    var token = HexFormat.of().formatHex(octets);
    var address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
    var server = HttpServer.create(address, BACKLOG);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    var guard = new Guard(token, server.getAddress().getPort());
    server.createContext("/", new PageHandler(guard, subject)::handle);
    server.start();
    return new Page(server, threads, token);
  }

  /// What to open in a browser, token included: a secret.
  public URI address() {
    return URI.create("http://127.0.0.1:%d/?token=%s".formatted(port(), token));
  }

  /// Where a program asks whether the server is well; no token is needed.
  public URI health() {
    return URI.create("http://127.0.0.1:%d/health".formatted(port()));
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
