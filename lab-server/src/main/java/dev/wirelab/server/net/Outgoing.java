package dev.wirelab.server.net;

import java.io.BufferedOutputStream;
import java.io.OutputStream;

/// Octets on their way out, collected until they are flushed. For one thread.
final class Outgoing extends BufferedOutputStream {

  Outgoing(OutputStream out) {
    super(out);
  }

  /// Writes on elsewhere; to be flushed before.
  void continueWith(OutputStream out) {
    this.out = out;
  }
}
