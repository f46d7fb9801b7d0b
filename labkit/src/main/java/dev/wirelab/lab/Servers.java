package dev.wirelab.lab;

import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.ServiceName;
import dev.wirelab.server.wire.Observer;
import dev.wirelab.server.wire.Wire;
import jakarta.mail.Session;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// The learner's own servers that run, at most one for each protocol and for each port that was
/// asked for by its number.
final class Servers {

  private final Map<String, Server> running = new HashMap<>();
  private final Observer observer;
  private final Consumer<String> board;
  private final Failed failed;
  private final BiFunction<ServiceName, Server, Session> library;

  /// How a failure of a cell's code reads, with its place; nothing where it is none.
  interface Failed {
    Optional<String> told(Throwable failure);
  }

  /// @param observer who follows what passes
  /// @param board where failures are shown
  /// @param library sets Jakarta Mail up for a server
  Servers(
      Observer observer,
      Consumer<String> board,
      Failed failed,
      BiFunction<ServiceName, Server, Session> library) {
    this.observer = observer;
    this.board = board;
    this.failed = failed;
    this.library = library;
  }

  /// Begins one, in place of what was there.
  ///
  /// @param port 0 for any free one
  /// @throws IllegalArgumentException if the service is inside TLS from the start
  synchronized Server begin(ServiceName service, int port, Serving serving) {
    if (service.tls()) {
      throw new IllegalArgumentException(Wording.say("server.no.tls", service.key()));
    }
    var place = port == 0 ? service.key() : String.valueOf(port);
    running.forEach((where, earlier) -> {
      if (where.equals(place) || earlier.port() == port) {
        earlier.close();
      }
    });
    running.values().removeIf(Server::isClosed);
    var begun =
        Server.start(
            service.protocol(),
            port,
            new Wire(Clock.systemUTC(), observer),
            serving,
            failure -> complain(service, failure),
            server -> library.apply(service, server));
    running.put(place, begun);
    return begun;
  }

  private boolean complain(ServiceName service, Throwable failure) {
    var told = failed.told(failure);
    told.ifPresent(reason -> board.accept(Wording.say("server.failed", service.key(), reason)));
    return told.isPresent();
  }

  synchronized void end() {
    running.values().forEach(Server::close);
    running.clear();
  }
}
