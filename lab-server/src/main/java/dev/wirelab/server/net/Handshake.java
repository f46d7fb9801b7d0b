package dev.wirelab.server.net;

import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Peer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// The server's side of one TLS handshake (RFC 8446, 4; RFC 5246, 7.3), with a sentence in the
/// record on how it went.
final class Handshake {

  /// Programs shake hands, and they need no time to think.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// What came before is broken (RFC 8996).
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  /// The first octet of a ClientHello's record (RFC 8446, 5.1).
  private static final int HANDSHAKE = 0x16;

  /// The alerts of a client that does not trust the server (RFC 8446, 6.2), as the JDK spells them.
  private static final String DISTRUST =
      ".*(?:bad_certificate|unknown_ca|certificate_unknown|certificate_expired).*";

  private static final String REMEDY = "the lab's ca.pem is for that";

  private final Socket socket;
  private final InputStream in;
  private final Dialogue dialogue;

  /// @param in what TLS is to read of the socket, now and later
  Handshake(Socket socket, InputStream in, Dialogue dialogue) {
    this.socket = socket;
    this.in = in;
    this.dialogue = dialogue;
  }

  /// Shakes hands with the client at the socket.
  ///
  /// @throws IOException if the client cannot, or does not in time; the socket is then good for
  ///   nothing but to be closed
  SSLSocket perform(SSLContext context) throws IOException {
    socket.setSoTimeout((int) PATIENCE.toMillis());
    try {
      var encrypted =
          (SSLSocket) context.getSocketFactory().createSocket(socket, fromClientHello(), true);
      encrypted.setEnabledProtocols(VERSIONS);
      encrypted.startHandshake();
      var session = encrypted.getSession();
      dialogue.startTls();
      dialogue.remark(
          "encrypted from here on, by " + session.getProtocol() + ", " + session.getCipherSuite());
      socket.setSoTimeout(0);
      return encrypted;
    } catch (SocketTimeoutException e) {
      dialogue.remark("the TLS handshake did not come to its end in time");
      throw e;
    } catch (NoTlsException e) {
      dialogue.remark(e.getMessage());
      throw e;
    } catch (IOException e) {
      dialogue.remark("the TLS handshake failed: " + why(e));
      throw e;
    }
  }

  /// What to do about it, where that can be known. Whoever does not like the certificate may say so
  /// and hang up while it is still being shown, and then nobody hears what was said.
  private static String why(IOException failure) {
    var message = String.valueOf(failure.getMessage());
    if (message.matches(DISTRUST)) {
      return message + " (the client does not trust the certificate; " + REMEDY + ")";
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketException) {
        return "the client hung up (as one does that does not trust the certificate; "
            + REMEDY
            + ")";
      }
    }
    return message;
  }

  /// What comes, unless it is no TLS at all: answering that with TLS helps nobody.
  private InputStream fromClientHello() throws IOException {
    var octets = new byte[8 * 1024];
    int count = in.read(octets);
    if (count < 0) {
      throw new NoTlsException("the connection ended without a TLS handshake");
    }
    if (octets[0] != HANDSHAKE) {
      dialogue.record(Peer.CLIENT, octets, 0, count);
      throw new NoTlsException("the client spoke in clear where TLS was to begin");
    }
    return new SequenceInputStream(new ByteArrayInputStream(octets, 0, count), in);
  }

  /// There has been no handshake that could fail.
  private static final class NoTlsException extends IOException {

    private static final long serialVersionUID = 1L;

    private NoTlsException(String sentence) {
      super(sentence);
    }
  }
}
