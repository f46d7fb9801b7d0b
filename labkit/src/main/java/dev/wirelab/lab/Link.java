package dev.wirelab.lab;

import dev.wirelab.lab.exchange.Line;
import dev.wirelab.lab.exchange.Stamp;
import dev.wirelab.lab.exchange.Transcription;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// The socket of a conversation: octets out, lines in, all of it recorded, in clear or inside TLS,
/// with a limit to the time that a whole answer may take and to the length of a line.
final class Link {

  /// RFC 5321, 4.5.3.1.5 asks for 512; a server may be generous.
  private static final int LONGEST_LINE = 65_536;

  /// The content of a response may be one line.
  private static final int LONGEST_LINE_OF_HTTP = 16 * 1024 * 1024;

  private final Transcription transcription;
  private final Dialogue dialogue;
  private final byte[] buffer = new byte[8_192];
  private volatile Socket socket = new Socket();
  private Endpoint endpoint;
  private OutputStream out;
  private InputStream in;
  private Stamp stamp;
  private int next;
  private int end;
  private long deadline;
  private boolean split;

  /// @param transcription what makes lines of the octets
  /// @param dialogue where they are written down
  Link(Transcription transcription, Dialogue dialogue) {
    this.transcription = transcription;
    this.dialogue = dialogue;
  }

  /// Connects, in clear.
  void connect(Endpoint to, Duration timeout) throws IOException {
    endpoint = to;
    to.connect(socket, timeout);
    dialogue.connected(socket.getLocalPort());
    over(socket);
  }

  /// Shakes hands; from here on all is encrypted. What the server sent in clear behind its yes is
  /// thrown away (RFC 3207, 4).
  ///
  /// @return the version of TLS
  String encrypt(Duration timeout) throws IOException {
    var encrypted = endpoint.encrypt(socket, timeout);
    socket = encrypted;
    dialogue.startTls();
    over(encrypted);
    return encrypted.getSession().getProtocol();
  }

  private void over(Socket socket) throws IOException {
    out = new BufferedOutputStream(dialogue.recording(socket.getOutputStream(), Peer.CLIENT));
    in = dialogue.recording(socket.getInputStream(), Peer.SERVER);
    next = 0;
    end = 0;
  }

  /// Whether every octet travels in a segment of its own from here on.
  void split(boolean split) {
    this.split = split;
  }

  void write(byte[] octets) throws IOException {
    if (!split) {
      out.write(octets);
      return;
    }
    for (byte octet : octets) {
      out.write(octet);
      out.flush();
    }
  }

  void flush() throws IOException {
    out.flush();
  }

  /// From now on, so long may it take until the answer is complete.
  void within(Duration patience) {
    deadline = System.nanoTime() + patience.toNanos();
  }

  /// The server's next line.
  ///
  /// @throws SocketTimeoutException if time is up
  /// @throws EOFException if the server closed the connection before the line's end
  /// @throws ProtocolException if the line is too long
  Line next() throws IOException {
    while (true) {
      if (next == end) {
        fill();
      }
      var line = transcription.add(Peer.SERVER, buffer[next++], stamp);
      if (line.isPresent()) {
        return line.get();
      }
      int longest = dialogue.protocol() == Protocol.HTTP ? LONGEST_LINE_OF_HTTP : LONGEST_LINE;
      if (transcription.begunBy(Peer.SERVER) > longest) {
        throw new ProtocolException(Wording.say("conversation.line.too.long", longest));
      }
    }
  }

  private void fill() throws IOException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException();
    }
    socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
    int count = in.read(buffer);
    if (count < 0) {
      throw new EOFException();
    }
    stamp = Stamp.now(dialogue);
    next = 0;
    end = count;
  }

  /// Hangs up.
  void close() {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // Closing is all that was wanted.
    }
  }
}
