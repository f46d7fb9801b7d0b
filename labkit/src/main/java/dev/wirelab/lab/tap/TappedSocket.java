package dev.wirelab.lab.tap;

import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;

/// A socket in clear whose two directions are written down, until TLS begins above it.
final class TappedSocket extends Socket {

  private final Dialogue dialogue;
  private InputStream in;
  private OutputStream out;
  private volatile boolean encrypted;

  TappedSocket(Dialogue dialogue) {
    this.dialogue = dialogue;
  }

  /// What is written down.
  Dialogue dialogue() {
    return dialogue;
  }

  /// From here on there is only cipher text to see.
  void encrypted() {
    encrypted = true;
  }

  @Override
  public void connect(SocketAddress address, int timeout) throws IOException {
    super.connect(address, timeout);
    dialogue.connected(getLocalPort());
  }

  @Override
  public InputStream getInputStream() throws IOException {
    if (encrypted) {
      return super.getInputStream();
    }
    if (in == null) {
      in = dialogue.recording(super.getInputStream(), Peer.SERVER);
    }
    return in;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    if (encrypted) {
      return super.getOutputStream();
    }
    if (out == null) {
      out = dialogue.recording(super.getOutputStream(), Peer.CLIENT);
    }
    return out;
  }

  @Override
  public void close() throws IOException {
    super.close();
    dialogue.end();
  }
}
