package dev.wirelab.lab;

import dev.wirelab.lab.show.Blackboard;
import dev.wirelab.lab.tap.Tap;
import dev.wirelab.server.ServiceName;
import dev.wirelab.server.wire.Observer;
import dev.wirelab.server.wire.Wire;
import java.time.Clock;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;

/// What the clients in cells say and hear, shown as it passes: those with sockets of the lab at
/// their own end, all others at the servers'.
final class Debugging {

  private final Trace ofCells;
  private final Trace ofStrangers;
  private final Wire clients;

  Debugging(Blackboard board) {
    ofCells = new Trace(board);
    ofStrangers = new Trace(board.inFront());
    clients = new Wire(Clock.systemUTC(), ofCells);
  }

  /// @param clock whose time stands before each line
  /// @throws IllegalArgumentException if the level is none
  void level(int level, boolean secrets, Clock clock) {
    ofCells.level(level, secrets, clock);
    ofStrangers.level(level, secrets, clock);
  }

  /// Makes sockets that are followed, in clear or inside TLS, as the service has it.
  SocketFactory sockets(ServiceName service, Supplier<SSLContext> trusting) {
    var tap = new Tap(service.protocol(), clients, trusting);
    return service.tls() ? tap.inTls() : tap.inClear();
  }

  /// Where the clients with such sockets are written down.
  Wire clients() {
    return clients;
  }

  /// Follows, at a server's end, clients that are not followed at their own.
  ///
  /// @param shown whether the client of that port is shown in another way
  Observer atTheServer(IntPredicate shown) {
    return new Strangers(
        ofStrangers,
        port ->
            shown.test(port)
                || clients.dialogues().stream().anyMatch(client -> client.clientPort() == port));
  }
}
