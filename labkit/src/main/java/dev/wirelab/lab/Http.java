package dev.wirelab.lab;

import dev.wirelab.lab.exchange.Line;
import dev.wirelab.lab.show.Blackboard;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One HTTP/1.1 connection, spoken by hand (RFC 9112). Here the client speaks first, and an empty
/// line ends what it asks.
///
/// ```java
/// var http = lab.http();
/// var response = http.send("""
///     GET / HTTP/1.1
///     Host: localhost
///
///     """);
/// response.status();                  // 200
/// response.field("Content-Type");     // application/json
/// ```
///
/// A body follows the empty line, as many octets as Content-Length has announced; the CR LF behind
/// its last line is sent too, and a server ignores it (RFC 9112, 2.2).
public final class Http extends Conversation<HttpReply> {

  Http(Dialogue dialogue, Blackboard board, Duration timeout) {
    super(Protocol.HTTP, dialogue, board, timeout);
  }

  @Override
  public Http timeout(Duration timeout) {
    super.timeout(timeout);
    return this;
  }

  @Override
  HttpReply nothing() {
    return HttpReply.NONE;
  }

  @Override
  HttpReply understand(List<Line> lines) {
    return HttpReply.of(lines);
  }

  @Override
  Optional<String> farewell(HttpReply response, Line last) {
    return response.field("Connection").equalsIgnoreCase("close")
        ? Optional.of(Wording.say("conversation.over.server"))
        : Optional.empty();
  }
}
