package dev.wirelab.server.http;

import com.icegreen.greenmail.server.ProtocolHandler;
import dev.wirelab.server.net.Connection;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;

/// Answers one request after another on a connection, until one side has had enough (RFC 9112, 9).
final class HttpHandler implements ProtocolHandler {

  /// After so many errors in a row nobody is listening at the other end.
  private static final int MOST_ERRORS = 100;

  /// The first octet of a TLS handshake (RFC 8446, 5.1), which no request begins with.
  private static final int TLS_HANDSHAKE = 0x16;

  private final Connection connection;
  private final HttpService service;
  private final RequestReader reader;
  private final ResponseWriter writer;
  private boolean responding;
  private int errors;

  HttpHandler(Connection connection, HttpService service) {
    this.connection = connection;
    this.service = service;
    this.reader = new RequestReader(connection.incoming());
    this.writer = new ResponseWriter(connection.outgoing(), service.clock());
  }

  @Override
  public void run() {
    try {
      converse();
      connection.flush();
    } catch (RuntimeException e) {
      goodbye(Response.error(Status.INTERNAL_SERVER_ERROR, "The server has a fault."));
      throw e;
    } catch (IOException e) {
      // The client has gone; there is nobody to tell.
    }
  }

  private void converse() throws IOException {
    if (connection.isStopping()) {
      last(Response.error(Status.SERVICE_UNAVAILABLE, "Not now; come again later."));
      return;
    }
    while (begins() && exchange()) {
      responding = false;
    }
  }

  /// Whether there is another request. A client that wants none may be silent for as long as it
  /// likes, and the server may end that without a word (RFC 9112, 9.8).
  private boolean begins() throws IOException {
    try {
      int octet = connection.incoming().peek();
      if (octet == TLS_HANDSHAKE) {
        last(
            Response.error(
                Status.BAD_REQUEST,
                "A TLS handshake came, and this port speaks HTTP without TLS."));
        return false;
      }
      return octet >= 0;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  /// One request and its response.
  ///
  /// @return whether the connection serves on
  private boolean exchange() throws IOException {
    Optional<Request> request;
    try {
      request = reader.read();
    } catch (Refusal refusal) {
      last(refusal.response());
      return false;
    } catch (SocketTimeoutException e) {
      last(Response.error(Status.REQUEST_TIMEOUT, "The request did not end in time."));
      return false;
    }
    return request.isPresent() && answer(request.get());
  }

  private boolean answer(Request request) throws IOException {
    var body = new Body(connection, request);
    Response response;
    boolean keep = request.isKeptAlive();
    try {
      response = service.answer(request, body);
    } catch (Refusal refusal) {
      response = refusal.response();
      keep = keep && !refusal.isLast();
    } catch (SocketTimeoutException e) {
      last(Response.error(Status.REQUEST_TIMEOUT, "The body did not end in time."));
      return false;
    }
    errors = response.status().isError() ? errors + 1 : 0;
    keep = keep && body.discard() && errors < MOST_ERRORS && !connection.isStopping();
    boolean knowsChunks = request.minor() > 0;
    responding = true;
    writer.write(response, request.isHead(), knowsChunks, !keep);
    return keep;
  }

  private void last(Response response) throws IOException {
    responding = true;
    writer.write(response, false, true, true);
  }

  private void goodbye(Response response) {
    try {
      if (!responding) {
        last(response);
      }
      connection.flush();
    } catch (IOException e) {
      // The client has gone.
    }
  }

  @Override
  public void close() {
    // The listener ends connections.
  }
}
