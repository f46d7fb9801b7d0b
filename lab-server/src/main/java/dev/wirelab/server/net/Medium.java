package dev.wirelab.server.net;

import java.io.InputStream;
import java.io.OutputStream;

/// What lies between a conversation and its socket, inside TLS: nothing, as a rule. One for each
/// connection; for the thread that converses.
public interface Medium {

  /// Nothing.
  Medium NOTHING =
      new Medium() {
        @Override
        public InputStream incoming(InputStream in, Connection connection) {
          return in;
        }

        @Override
        public OutputStream outgoing(OutputStream out, Connection connection) {
          return out;
        }
      };

  /// What the conversation hears of `in`. Asked for again when TLS begins.
  InputStream incoming(InputStream in, Connection connection);

  /// What becomes of what the conversation says, on its way to `out`. Asked for again when TLS
  /// begins. What is written to it comes in as few pieces as the conversation allows.
  OutputStream outgoing(OutputStream out, Connection connection);
}
