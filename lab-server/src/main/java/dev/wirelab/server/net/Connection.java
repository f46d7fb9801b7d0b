package dev.wirelab.server.net;

import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Peer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One client's connection, recorded as it goes. One thread converses over it; any thread may
/// [#stop()] it.
public final class Connection {

  private final Socket socket;
  private final Dialogue dialogue;
  private final Incoming incoming;
  private final OutputStream outgoing;
  private volatile boolean stopping;

  Connection(Socket socket, Dialogue dialogue) throws IOException {
    this.socket = socket;
    this.dialogue = dialogue;
    this.outgoing =
        new BufferedOutputStream(dialogue.recording(socket.getOutputStream(), Peer.SERVER));
    this.incoming =
        new Incoming(dialogue.recording(socket.getInputStream(), Peer.CLIENT), outgoing);
  }

  /// What the client sends.
  public Incoming incoming() {
    return incoming;
  }

  /// Where the client is.
  public InetAddress client() {
    return socket.getInetAddress();
  }

  /// Whether the server wants to end the conversation: the client then seems to have sent its last.
  public boolean isStopping() {
    return stopping;
  }

  /// Sends text, of which each character stands for one octet (ISO 8859-1). It goes out before the
  /// next wait for the client, or with [#flush()].
  public void send(String text) throws IOException {
    outgoing.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// Where octets are sent as they are, in the same way; not to be closed.
  public OutputStream outgoing() {
    return outgoing;
  }

  /// Sends what is waiting to be sent.
  public void flush() throws IOException {
    outgoing.flush();
  }

  /// Ends what can be read, so that the conversation can say goodbye.
  void stop() {
    stopping = true;
    try {
      socket.shutdownInput();
    } catch (IOException alreadyClosed) {
      // Then there is nothing to stop.
    }
  }

  /// Closes the socket, whatever is going on.
  void cut() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed for us, which is all we want.
    }
    dialogue.end();
  }
}
