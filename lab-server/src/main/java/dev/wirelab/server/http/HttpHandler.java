package dev.wirelab.server.http;

import dev.wirelab.server.net.ClientHandler;
import dev.wirelab.server.net.Connection;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;

/// Answers one request after another on a connection, until one side has had enough (RFC 9112, 9).
final class HttpHandler extends ClientHandler {

  private final HttpService service;
  private final RequestReader reader;
  private final ResponseWriter writer;
  private boolean responding;
  private int errors;

  HttpHandler(Connection connection, HttpService service) {
    super(connection);
    this.service = service;
    this.reader = new RequestReader(connection.incoming());
    this.writer = new ResponseWriter(connection.outgoing(), service.clock());
  }

  @Override
  protected void converse() throws IOException {
    if (connection.isStopping()) {
      last(Response.error(Status.SERVICE_UNAVAILABLE, "Not now; come again later."));
      return;
    }
    while (begins() && exchange()) {
      responding = false;
    }
  }

  @Override
  protected void apologize() throws IOException {
    if (!responding) {
      last(Response.error(Status.INTERNAL_SERVER_ERROR, "The server has a fault."));
    }
  }

  /// Whether there is another request. A client that wants none may be silent for as long as it
  /// likes, and the server may end that without a word (RFC 9112, 9.8).
  private boolean begins() throws IOException {
    try {
      if (shakesHands()) {
        last(
            Response.error(
                Status.BAD_REQUEST,
                "A TLS handshake came, and this port speaks HTTP without TLS."));
        return false;
      }
      return connection.incoming().peek() >= 0;
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
}
