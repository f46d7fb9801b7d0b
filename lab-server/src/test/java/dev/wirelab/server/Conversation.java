package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.wire.Protocol;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A client at a real socket, for tests that read like a transcript:
///
/// ```
/// C: NOOP          is sent, with CR LF
/// S: 250 OK        must be the server's next line
/// S: 503 *         must be how it begins
/// tls              client and server shake hands; all that follows is encrypted
/// closed           the server must have closed the connection
/// ```
///
/// Blank lines and remarks after `#` mean nothing. Each character stands for one octet.
final class Conversation implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 10_000;

  private final Supplier<SSLContext> trust;
  private Socket socket;
  private InputStream in;

  private Conversation(Socket socket, Supplier<SSLContext> trust) throws IOException {
    this.trust = trust;
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static Conversation with(LabServer server, Protocol protocol) {
    return with(server, ServiceName.of(protocol));
  }

  static Conversation with(LabServer server, ServiceName service) {
    var conversation = with(server.host(), server.port(service), server::trusting);
    return service.tls() ? conversation.shakesHands() : conversation;
  }

  static Conversation with(String host, int port) {
    return with(
        host,
        port,
        () -> {
          throw new IllegalStateException("nobody to trust");
        });
  }

  /// @param trust what TLS is spoken with, if it comes to that
  static Conversation with(String host, int port, Supplier<SSLContext> trust) {
    try {
      return new Conversation(new Socket(host, port), trust);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Goes over to TLS, with a look at whether the certificate is the host's.
  Conversation shakesHands() {
    return shakesHands("TLSv1.3");
  }

  Conversation shakesHands(String version) {
    try {
      var encrypted =
          (SSLSocket)
              trust
                  .get()
                  .getSocketFactory()
                  .createSocket(
                      socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
      var parameters = encrypted.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      parameters.setProtocols(new String[] {version});
      encrypted.setSSLParameters(parameters);
      encrypted.startHandshake();
      socket = encrypted;
      in = new BufferedInputStream(socket.getInputStream());
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Plays a transcript; the first line that differs fails the test.
  Conversation goes(String transcript) {
    for (var line : transcript.lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.equals("tls")) {
        shakesHands();
      } else if (line.equals("closed")) {
        isClosed();
      } else if (line.startsWith("C: ")) {
        sends(line.substring("C: ".length()) + "\r\n");
      } else if (line.startsWith("S: ")) {
        hears(line.substring("S: ".length()));
      } else {
        throw new IllegalArgumentException("Neither C: nor S: nor tls nor closed: " + line);
      }
    }
    return this;
  }

  /// Sends octets as they are.
  Conversation sends(String octets) {
    return sends(octets.getBytes(ISO_8859_1));
  }

  Conversation sends(byte[] octets) {
    try {
      socket.getOutputStream().write(octets);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The next line must be this one, or begin so if a `*` stands at the end.
  Conversation hears(String expected) {
    var line = line();
    if (expected.endsWith("*")) {
      assertThat(line).startsWith(expected.substring(0, expected.length() - 1));
    } else {
      assertThat(line).isEqualTo(expected);
    }
    return this;
  }

  /// The next reply's lines, whatever it is.
  List<String> reply() {
    var lines = new ArrayList<String>();
    do {
      lines.add(line());
    } while (lines.getLast().startsWith("-", 3));
    return lines;
  }

  /// The next octets must be these.
  Conversation receives(String octets) {
    try {
      assertThat(new String(in.readNBytes(octets.length()), ISO_8859_1)).isEqualTo(octets);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What comes in chunks (RFC 9112, 7.1), put together.
  String chunks() {
    try {
      var content = new StringBuilder();
      for (int size = chunkSize(); size > 0; size = chunkSize()) {
        content.append(new String(in.readNBytes(size), ISO_8859_1));
        assertThat(line()).isEmpty();
      }
      assertThat(line()).isEmpty();
      return content.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int chunkSize() {
    return Integer.parseInt(line(), 16);
  }

  /// What follows up to the lone dot, without the dots that were stuffed in (RFC 1939, 3).
  String content() {
    var content = new StringBuilder();
    for (var line = line(); !".".equals(line); line = line()) {
      assertThat(line).as("a line before the lone dot").isNotNull();
      content.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
    }
    return content.toString();
  }

  /// The next line without its CR LF; null if there is none because the server has closed.
  String line() {
    try {
      var line = new ByteArrayOutputStream();
      int before = 0;
      for (int octet = in.read(); octet >= 0; octet = in.read()) {
        line.write(octet);
        if (octet == '\n' && before == '\r') {
          var text = line.toString(ISO_8859_1);
          return text.substring(0, text.length() - 2);
        }
        before = octet;
      }
      assertThat(line.size()).as("octets of a line without its end: %s", line).isZero();
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All that still comes until the server closes.
  String rest() {
    try {
      return new String(in.readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The next octet, whatever it is; -1 if the server has closed.
  int octet() {
    try {
      return in.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The server must have closed the connection, with nothing more to say.
  Conversation isClosed() {
    assertThat(line()).isNull();
    return this;
  }

  /// Says that nothing more will come, and listens on.
  Conversation sendsNoMore() {
    try {
      socket.shutdownOutput();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Hangs up, in whatever state.
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
