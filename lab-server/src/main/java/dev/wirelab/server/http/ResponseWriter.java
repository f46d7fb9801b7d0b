package dev.wirelab.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;

/// Sends a response, framed as the request allows (RFC 9112, 6).
final class ResponseWriter {

  private final OutputStream out;
  private final Clock clock;

  ResponseWriter(OutputStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /// @param head whether the content is left out, and all else as if it were there (RFC 9110,
  ///   9.3.2)
  /// @param chunks whether the client knows them
  /// @param close whether this is the connection's last
  void write(Response response, boolean head, boolean chunks, boolean close) throws IOException {
    var content = response.content();
    boolean chunked = chunks && content.isPresent() && content.get().length().isEmpty();
    var text = new StringBuilder("HTTP/1.1 ").append(response.status()).append("\r\n");
    field(text, "Date", HttpDate.write(clock.instant()));
    if (close) {
      field(text, "Connection", "close");
    }
    response.fields().forEach(field -> field(text, field.name(), field.value()));
    if (content.isPresent()) {
      field(text, "Content-Type", content.get().mediaType());
      content.get().length().ifPresent(octets -> field(text, "Content-Length", "" + octets));
      if (chunked) {
        field(text, "Transfer-Encoding", "chunked");
      }
    } else if (!response.status().isBare()) {
      field(text, "Content-Length", "0");
    }
    out.write(text.append("\r\n").toString().getBytes(ISO_8859_1));
    if (head || content.isEmpty()) {
      return;
    }
    if (chunked) {
      var pieces = new Chunks(out);
      content.get().writer().writeTo(pieces);
      pieces.end();
    } else {
      content.get().writer().writeTo(out);
    }
  }

  private static void field(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append("\r\n");
  }
}
