package dev.wirelab.lab;

import dev.wirelab.lab.show.Blackboard;
import dev.wirelab.server.Fixture;
import dev.wirelab.server.LabServer;
import dev.wirelab.server.Listeners;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A lab with a server of its own, and what it has shown.
final class LabSession implements AutoCloseable {

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  final Blackboard board = Blackboard.of(new PrintStream(shown, true, StandardCharsets.UTF_8));
  final Lab lab;
  private LabServer server;

  LabSession() {
    this("walkthrough");
  }

  LabSession(String fixture) {
    lab =
        new Lab(
            fixture,
            (name, observer) -> {
              server = LabServer.start(Fixture.named(name), Listeners.loopback(), observer);
              return server;
            },
            board,
            failure -> Optional.of(failure.toString()));
  }

  /// The server, once it has been spoken to.
  LabServer server() {
    return server;
  }

  /// What was shown since the last time of asking.
  String shown() {
    var text = shown.toString(StandardCharsets.UTF_8);
    shown.reset();
    return text;
  }

  @Override
  public void close() {
    lab.close();
  }
}
