package dev.wirelab.server.net;

import com.icegreen.greenmail.server.ProtocolHandler;
import java.io.IOException;

/// Serves one client until one side has had enough, whatever happens on the way.
public abstract class ClientHandler implements ProtocolHandler {

  /// After so many errors in a row nobody is listening at the other end.
  protected static final int MOST_ERRORS = 100;

  /// The first octet of a TLS handshake (RFC 8446, 5.1), with which no line begins.
  private static final int TLS_HANDSHAKE = 0x16;

  protected final Connection connection;

  protected ClientHandler(Connection connection) {
    this.connection = connection;
  }

  @Override
  public final void run() {
    try {
      converse();
      connection.flush();
    } catch (RuntimeException e) {
      apologizeIfHeard();
      throw e;
    } catch (IOException e) {
      // The client has gone; there is nobody to tell. What it had begun is forgotten.
    } finally {
      forget();
    }
  }

  /// Converses to the end.
  protected abstract void converse() throws IOException;

  /// Tells the client that the server has a fault, and hangs up.
  protected abstract void apologize() throws IOException;

  /// Lets go of what the conversation held.
  protected void forget() {}

  /// Whether a client begins with TLS where it is not spoken. Waits for its first octet.
  protected final boolean shakesHands() throws IOException {
    return connection.incoming().peek() == TLS_HANDSHAKE;
  }

  private void apologizeIfHeard() {
    try {
      apologize();
      connection.flush();
    } catch (IOException e) {
      // The client has gone.
    }
  }

  @Override
  public final void close() {
    // The listener ends connections.
  }
}
