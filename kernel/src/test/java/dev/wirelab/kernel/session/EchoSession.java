package dev.wirelab.kernel.session;

import com.google.gson.JsonObject;
import dev.wirelab.kernel.Session;
import dev.wirelab.kernel.client.Client.Exchange;
import dev.wirelab.kernel.client.Client.Line;
import dev.wirelab.kernel.protocol.Message;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/// Tests that share a kernel whose language is [Echo].
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EchoSession {

  final Session session = Session.of(new Echo());

  @AfterAll
  void close() {
    session.close();
  }

  Exchange exchange(Line line, String type, JsonObject content) {
    return session.client.await(session.client.send(line, type, content));
  }

  static List<String> types(Exchange exchange) {
    return exchange.broadcasts().stream().map(Message::type).toList();
  }

  static List<String> states(Exchange exchange) {
    return exchange.broadcasts().stream()
        .filter(message -> message.type().equals("status"))
        .map(message -> message.content().get("execution_state").getAsString())
        .toList();
  }
}
