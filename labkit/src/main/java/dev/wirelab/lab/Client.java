package dev.wirelab.lab;

import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Peer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One client of a server of one's own, as [Lab#serve] hands it to the code that serves it: lines
/// in, lines out, or octets where those are wanted. All of it is recorded. One thread at a time may
/// use it; the connection is closed when the code that serves it returns.
///
/// ```java
/// var server = lab.serve("smtp", client -> {
///   client.send("220 my.own Service Ready");
///   for (var line = client.readLine(); line != null; line = client.readLine()) {
///     client.send(line.equalsIgnoreCase("QUIT") ? "221 Bye" : "502 Not yet");
///   }
/// });
/// ```
public final class Client {

  /// More than any protocol allows (RFC 5321, 4.5.3.1.6; RFC 9112, 3): enough for a learner to set
  /// limits below it, and too little for a client to fill the memory with.
  private static final int LONGEST_LINE = 1024 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  Client(Socket socket, Dialogue dialogue) throws IOException {
    this.socket = socket;
    in = new BufferedInputStream(dialogue.recording(socket.getInputStream(), Peer.CLIENT));
    out = new BufferedOutputStream(dialogue.recording(socket.getOutputStream(), Peer.SERVER));
  }

  /// The client's next line, without the CR LF that ends it. A CR or LF by itself ends nothing: it
  /// is part of the line (RFC 5321, 2.3.8).
  ///
  /// @return null where the client has gone; what it sent without an end is no line and is lost
  /// @throws ProtocolException if the line is longer than a mebibyte
  public String readLine() throws IOException {
    var line = new ByteArrayOutputStream();
    boolean carriageReturn = false;
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      if (carriageReturn && octet == '\n') {
        var text = line.toString(StandardCharsets.UTF_8);
        return text.substring(0, text.length() - 1);
      }
      carriageReturn = octet == '\r';
      line.write(octet);
      if (line.size() > LONGEST_LINE) {
        throw new ProtocolException(Wording.say("client.line.too.long", LONGEST_LINE));
      }
    }
    return null;
  }

  /// Sends lines, CR LF behind each.
  ///
  /// @param text one line or several, parted by `\n` or CR LF
  /// @throws IOException if the client has gone
  public void send(String text) throws IOException {
    for (var line : text.split("\r?\n", -1)) {
      out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
    out.flush();
  }

  /// What the client sends, octet by octet; where [#readLine()] stopped reading, it goes on.
  public InputStream in() {
    return in;
  }

  /// What the client shall hear, octet by octet; it wants to be flushed.
  public OutputStream out() {
    return out;
  }

  /// Hangs up, without a word.
  public void close() throws IOException {
    socket.close();
  }

  @Override
  public String toString() {
    return Wording.say("client.of", socket.getPort());
  }
}
