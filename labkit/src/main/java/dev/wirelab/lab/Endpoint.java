package dev.wirelab.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// Where a server is, and how it is spoken to in secret.
///
/// @param tls whether all of it passes inside TLS
/// @param context whom to trust there; asked for when TLS begins
record Endpoint(String host, int port, boolean tls, Supplier<SSLContext> context) {

  /// @throws IOException if nobody answers there in time
  void connect(Socket socket, Duration timeout) throws IOException {
    socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
    socket.setTcpNoDelay(true);
  }

  /// Shakes hands over an open connection; the certificate must be for the host (RFC 9110, 4.3.4).
  ///
  /// @throws IOException if it is not, or is not trusted, or the server speaks no TLS
  SSLSocket encrypt(Socket socket, Duration timeout) throws IOException {
    var encrypted =
        (SSLSocket) context.get().getSocketFactory().createSocket(socket, host, port, true);
    var parameters = encrypted.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    encrypted.setSSLParameters(parameters);
    encrypted.setSoTimeout((int) timeout.toMillis());
    encrypted.startHandshake();
    return encrypted;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
