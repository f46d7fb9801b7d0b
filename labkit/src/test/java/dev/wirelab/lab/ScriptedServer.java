package dev.wirelab.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A server that takes one connection and says what a test wants it to say: for all that the lab's
/// own server would never do.
final class ScriptedServer implements AutoCloseable {

  /// What happens on the connection; it is closed afterwards.
  interface Script {
    void run(Connection connection) throws IOException;
  }

  /// The connection, a line at a time.
  record Connection(Socket socket, BufferedReader in) {

    /// Sends text as it stands.
    void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// The client's next line, or null if it has gone.
    String line() throws IOException {
      return in.readLine();
    }

    /// Says nothing until the client goes.
    void silence() throws IOException {
      while (in.read() >= 0) {
        // Whatever it says.
      }
    }
  }

  private final ServerSocket server;

  ScriptedServer(Script script) {
    try {
      server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(() -> {
      try (var socket = server.accept();
          var in =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
        script.run(new Connection(socket, in));
      } catch (IOException clientGone) {
        // Which is how most of these end.
      }
    });
  }

  String host() {
    return server.getInetAddress().getHostAddress();
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
