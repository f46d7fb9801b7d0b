package dev.wirelab.server.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// A port that is bound and listens already; whether that worked is known before any thread is
/// started.
public final class Port extends ServerSocket {

  /// A class of learners connects at once, and nobody is to wait for it.
  private static final int BACKLOG = 1024;

  private Port() throws IOException {}

  /// Binds a port.
  ///
  /// @param port 0 for any free one
  /// @throws IOException if it is taken, not ours to take, or the host is not this machine
  public static Port bind(String host, int port) throws IOException {
    var bound = new Port();
    try {
      bound.setReuseAddress(true);
      bound.bind(new InetSocketAddress(host, port), BACKLOG);
      return bound;
    } catch (IOException | RuntimeException e) {
      bound.close();
      throw e;
    }
  }
}
