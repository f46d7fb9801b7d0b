package dev.wirelab.server.net;

import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.util.ServerSetup;
import dev.wirelab.server.wire.Protocol;
import dev.wirelab.server.wire.Wire;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Accepts the clients of one protocol and has each served on a virtual thread of its own.
public final class Listener extends AbstractServer {

  /// How many clients are served at once; one more is told to come again.
  private static final int MOST_CONNECTIONS = 2_000;

  /// How long a client that is stopped may take to hear the goodbye.
  private static final Duration GRACE = Duration.ofMillis(200);

  private final Port port;
  private final Protocol protocol;
  private final Tls tls;
  private final Wire wire;
  private final Premises premises;
  private final Duration patience;
  private final Map<Connection, Thread> connections = new ConcurrentHashMap<>();

  /// What a client finds; asked for each, on the thread that serves it.
  public interface Premises {

    /// What its connection passes through.
    Medium medium();

    /// What serves it.
    ProtocolHandler handler(Protocol protocol, Connection connection);
  }

  /// Starts to accept.
  ///
  /// @param patience how long a client may be silent
  public static Listener start(
      Port port, Protocol protocol, Tls tls, Wire wire, Premises premises, Duration patience) {
    var listener = new Listener(port, protocol, tls, wire, premises, patience);
    listener.startService();
    return listener;
  }

  private Listener(
      Port port, Protocol protocol, Tls tls, Wire wire, Premises premises, Duration patience) {
    super(
        new ServerSetup(
            port.getLocalPort(), port.getInetAddress().getHostAddress(), ServerSetup.PROTOCOL_SMTP),
        null);
    this.port = port;
    this.protocol = protocol;
    this.tls = tls;
    this.wire = wire;
    this.premises = premises;
    this.patience = patience;
    setDaemon(true);
    setName("lab server, " + protocol + " " + port.getLocalPort());
  }

  /// Accepts nobody any more, and ends every conversation.
  public void end() {
    // GreenMail's way of stopping would wait for ever for a thread that has not yet come this far.
    awaitRunning();
    stopService();
  }

  private void awaitRunning() {
    boolean interrupted = false;
    while (true) {
      try {
        waitTillRunning(Long.MAX_VALUE);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  protected ServerSocket openServerSocket() {
    return port;
  }

  @Override
  protected void handleClientSocket(Socket socket) {
    try {
      Thread.ofVirtual()
          .name(protocol + " client " + socket.getPort())
          .start(
              new Runnable() {
                @Override
                public void run() {
                  serve(socket);
                }
              });
    } catch (OutOfMemoryError e) {
      // This client cannot be served; the next one may be, if the thread that accepts lives on.
      close(socket);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed for us, which is all we want.
    }
  }

  private void serve(Socket socket) {
    var dialogue = wire.open(protocol, false);
    dialogue.connected(socket.getPort());
    try (socket) {
      socket.setTcpNoDelay(true);
      var connection = new Connection(socket, dialogue, tls, premises.medium(), patience);
      // Known first, served then: whoever ends all connections misses none that has seen the old
      // mail.
      connections.put(connection, Thread.currentThread());
      try {
        if (!keepOn() || connections.size() > MOST_CONNECTIONS) {
          connection.stop();
        }
        if (tls.implicit()) {
          connection.encrypt();
        }
        premises.handler(protocol, connection).run();
      } finally {
        connection.close();
        connections.remove(connection);
      }
    } catch (IOException e) {
      // The client went before it could be served.
    } catch (RuntimeException | Error e) {
      // Nobody must see it on stderr, and nobody must look for it in vain.
      dialogue.fail(e);
    } finally {
      dialogue.end();
    }
  }

  /// Never asked: [#handleClientSocket] does without.
  @Override
  protected ProtocolHandler createProtocolHandler(Socket socket) {
    throw new UnsupportedOperationException();
  }

  /// Ends every conversation, with a goodbye where the client listens; more may begin.
  public void endConnections() {
    var ending = Map.copyOf(connections);
    ending.keySet().forEach(Connection::stop);
    long deadline = System.nanoTime() + GRACE.toNanos();
    ending.forEach((connection, thread) -> end(connection, thread, deadline));
  }

  private static void end(Connection connection, Thread thread, long deadline) {
    try {
      var left = Duration.ofNanos(deadline - System.nanoTime());
      if (thread == Thread.currentThread() || left.isNegative() || !thread.join(left)) {
        connection.cut();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      connection.cut();
    }
  }

  @Override
  protected synchronized void quit() {
    closeServerSocket();
    endConnections();
  }
}
