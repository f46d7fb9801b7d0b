package dev.wirelab.lab.tap;

import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Protocol;
import dev.wirelab.server.wire.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Makes sockets for the clients of one protocol: all that passes through them is written down, and
/// whoever follows along sees it as it passes, decrypted.
public final class Tap {

  private final Protocol protocol;
  private final Wire wire;
  private final Supplier<SSLContext> context;

  /// @param wire where it is written down; whoever observes it sees what passes
  /// @param context whom to trust; asked for when TLS begins
  public Tap(Protocol protocol, Wire wire, Supplier<SSLContext> context) {
    this.protocol = protocol;
    this.wire = wire;
    this.context = context;
  }

  /// Sockets in clear.
  public SocketFactory inClear() {
    return new InClear();
  }

  /// Sockets inside TLS, new ones and such as lie over one in clear (STARTTLS).
  public SSLSocketFactory inTls() {
    return new InTls();
  }

  private static Socket connected(Socket socket, InetSocketAddress to, InetSocketAddress from)
      throws IOException {
    if (to.isUnresolved()) {
      throw new UnknownHostException(to.getHostString());
    }
    if (from != null) {
      socket.bind(from);
    }
    socket.connect(to);
    return socket;
  }

  private final class InClear extends SocketFactory {

    @Override
    public Socket createSocket() {
      return new TappedSocket(wire.open(protocol, false));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return connected(createSocket(), new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      return connected(
          createSocket(),
          new InetSocketAddress(host, port),
          new InetSocketAddress(local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return connected(createSocket(), new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      return connected(
          createSocket(),
          new InetSocketAddress(host, port),
          new InetSocketAddress(local, localPort));
    }
  }

  private final class InTls extends SSLSocketFactory {

    @Override
    public String[] getDefaultCipherSuites() {
      return factory().getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return factory().getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket() throws IOException {
      return over(factory().createSocket(), wire.open(protocol, true));
    }

    /// Goes on in the dialogue of the socket below.
    @Override
    public Socket createSocket(Socket below, String host, int port, boolean autoClose)
        throws IOException {
      Dialogue dialogue;
      if (below instanceof TappedSocket tapped) {
        dialogue = tapped.dialogue();
        tapped.encrypted();
      } else {
        dialogue = wire.open(protocol, true);
      }
      return over(factory().createSocket(below, host, port, autoClose), dialogue);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return over(factory().createSocket(host, port), wire.open(protocol, true));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      return over(factory().createSocket(host, port, local, localPort), wire.open(protocol, true));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return over(factory().createSocket(host, port), wire.open(protocol, true));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      return over(factory().createSocket(host, port, local, localPort), wire.open(protocol, true));
    }

    private SSLSocketFactory factory() {
      return context.get().getSocketFactory();
    }

    private SSLSocket over(Socket tls, Dialogue dialogue) {
      return new TappedTlsSocket((SSLSocket) tls, dialogue);
    }
  }
}
