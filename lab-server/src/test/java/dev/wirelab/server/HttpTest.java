package dev.wirelab.server;

import dev.wirelab.server.wire.Protocol;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/// What the tests of HTTP have in common: a lab in which Bob has two messages, and clients.
@Timeout(60)
abstract class HttpTest {

  static final String HOST = "C: Host: localhost\n";

  final LabServer server = LabServer.start(Fixture.named("walkthrough"));

  @AfterEach
  void close() {
    server.close();
  }

  Conversation connected() {
    return Conversation.with(server, Protocol.HTTP);
  }

  /// Sends a request without a body.
  ///
  /// @param lines the first line, and fields beside Host
  /// @return the header of the response, status first
  static List<String> header(Conversation client, String... lines) {
    client.sends(lines[0] + "\r\nHost: localhost\r\n");
    for (int i = 1; i < lines.length; i++) {
      client.sends(lines[i] + "\r\n");
    }
    client.sends("\r\n");
    return header(client);
  }

  /// The header of the next response, status first.
  static List<String> header(Conversation client) {
    var header = new ArrayList<String>();
    for (var line = client.line(); !line.isEmpty(); line = client.line()) {
      header.add(line);
    }
    return header;
  }
}
