package dev.wirelab.lab;

import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.net.Port;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Protocol;
import dev.wirelab.server.wire.Wire;
import jakarta.mail.Session;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Predicate;

/// A server of one's own, begun with [Lab#serve]. It accepts clients on a port that only this
/// machine reaches, has each served on a virtual thread, and writes down what passes.
///
/// ```java
/// var server = lab.serve("smtp", client -> client.send("554 No service today"));
/// lab.smtp(server.host(), server.port());       // S: 554 No service today
/// server.wire().last()                          // what it looked like from its side
/// server.close();
/// ```
///
/// It lives until it is closed, the same is begun once more, or the lab is reset; with it end its
/// clients and their threads.
public final class Server implements AutoCloseable {

  private final Protocol protocol;
  private final Port port;
  private final Wire wire;
  private final Serving serving;
  private final Predicate<Throwable> complaint;
  private final Function<Server, Session> library;
  private final Map<Socket, Thread> clients = new ConcurrentHashMap<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread accepting = Thread.ofVirtual().unstarted(this::accept);

  /// @param complaint tells what the code that serves throws, before the client is hung up on; not
  ///   true where that is no failure but the end
  /// @param library sets Jakarta Mail up for it
  private Server(
      Protocol protocol,
      Port port,
      Wire wire,
      Serving serving,
      Predicate<Throwable> complaint,
      Function<Server, Session> library) {
    this.protocol = protocol;
    this.port = port;
    this.wire = wire;
    this.serving = serving;
    this.complaint = complaint;
    this.library = library;
  }

  /// Begins to accept.
  ///
  /// @throws UncheckedIOException if the port is taken, or not ours to take; it says what to do
  static Server start(
      Protocol protocol,
      int port,
      Wire wire,
      Serving serving,
      Predicate<Throwable> complaint,
      Function<Server, Session> library) {
    var server = new Server(protocol, bind(port), wire, serving, complaint, library);
    server.accepting.setName(server.toString());
    server.accepting.start();
    return server;
  }

  private static Port bind(int port) {
    try {
      return Port.bind(InetAddress.getLoopbackAddress().getHostAddress(), port);
    } catch (IOException e) {
      throw new UncheckedIOException(Wording.say("server.port.taken", port, e.getMessage()), e);
    }
  }

  private void accept() {
    try {
      while (true) {
        var socket = port.accept();
        var thread = Thread.ofVirtual().name(protocol + " client").unstarted(() -> serve(socket));
        // Known first: whoever closes the server misses no client.
        clients.put(socket, thread);
        thread.start();
        if (isClosed()) {
          hangUp(socket, thread);
        }
      }
    } catch (IOException e) {
      // Closed, by its owner or by an interrupt of the cell.
      close();
    }
  }

  private void serve(Socket socket) {
    var dialogue = wire.open(protocol, false);
    dialogue.connected(socket.getPort());
    try (socket) {
      socket.setTcpNoDelay(true);
      answer(new Client(socket, dialogue), dialogue);
    } catch (IOException e) {
      // The client went before it could be served.
    } finally {
      clients.remove(socket);
      dialogue.end();
    }
  }

  /// Whatever the learner's code throws is told before the client can see that it is hung up on.
  private void answer(Client client, Dialogue dialogue) {
    try {
      serving.serve(client);
    } catch (Throwable e) {
      if (isClosed() || hasGone(e)) {
        return;
      }
      if (complaint.test(e)) {
        failures.add(e);
        dialogue.fail(e);
      } else {
        close();
      }
    }
  }

  /// A client that goes in the middle is no fault of the server's.
  private static boolean hasGone(Throwable e) {
    return switch (e) {
      case SocketException _, EOFException _ -> true;
      case UncheckedIOException wrapped -> hasGone(wrapped.getCause());
      default -> false;
    };
  }

  /// Where clients connect.
  public String host() {
    return port.getInetAddress().getHostAddress();
  }

  /// The port on which it listens.
  public int port() {
    return port.getLocalPort();
  }

  /// Jakarta Mail, set up for this server: its `smtp`, `pop3` or `imap`.
  ///
  /// @throws IllegalStateException if it is a server of another protocol
  public Session session() {
    if (protocol == Protocol.HTTP) {
      throw new IllegalStateException(Wording.say("server.no.session"));
    }
    return library.apply(this);
  }

  /// What passed so far, as this server saw it: one transcript for each client, oldest first.
  public Conversations wire() {
    return new Conversations(wire.dialogues().stream().map(Transcript::of).toList());
  }

  /// What the code that serves threw so far; a client that goes in the middle is none of it.
  public List<Throwable> failures() {
    return List.copyOf(failures);
  }

  /// Whether its end has come.
  public boolean isClosed() {
    return closed.getCount() == 0;
  }

  /// Keeps the cell running for as long as the server does: for clients from elsewhere. An
  /// interrupt of the cell ends both.
  public void await() throws InterruptedException {
    try {
      closed.await();
    } catch (InterruptedException e) {
      close();
      throw e;
    }
  }

  /// Accepts no more clients and hangs up on those there are.
  @Override
  public void close() {
    closed.countDown();
    try {
      port.close();
    } catch (IOException e) {
      // It is closed for us, which is all we want.
    }
    clients.forEach(Server::hangUp);
    awaitFreePort();
  }

  /// The port is free only when the thread has left it that accepts; who waits here may want it.
  private void awaitFreePort() {
    if (Thread.currentThread() != accepting) {
      try {
        accepting.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Their code may wait for something else than the client.
  private static void hangUp(Socket socket, Thread thread) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed for us, which is all we want.
    }
    if (thread != Thread.currentThread()) {
      thread.interrupt();
    }
  }

  @Override
  public String toString() {
    return Wording.say(isClosed() ? "server.closed" : "server.open", protocol.name(), port());
  }
}
