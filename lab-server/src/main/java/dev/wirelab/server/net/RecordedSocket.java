package dev.wirelab.server.net;

import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/// An accepted socket that can record by itself, for handlers that insist on a socket of their own.
final class RecordedSocket extends Socket {

  private Dialogue dialogue;

  /// From here on its streams record.
  void recordTo(Dialogue dialogue) {
    this.dialogue = dialogue;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    var in = super.getInputStream();
    return dialogue == null ? in : dialogue.recording(in, Peer.CLIENT);
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    var out = super.getOutputStream();
    return dialogue == null ? out : dialogue.recording(out, Peer.SERVER);
  }
}
