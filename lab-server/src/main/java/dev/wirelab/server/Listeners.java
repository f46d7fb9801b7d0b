package dev.wirelab.server;

import dev.wirelab.server.wire.Protocol;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// Where the server listens, and how long it waits for a client.
///
/// @param host the address or name to bind to; anything but loopback opens the lab to the network
/// @param ports the protocols to offer, each with its port; 0 stands for any free one
/// @param patience how long a client may be silent before the server says goodbye
public record Listeners(String host, Map<Protocol, Integer> ports, Duration patience) {

  /// The address that only this machine reaches.
  public static final String LOOPBACK = "127.0.0.1";

  /// Long enough to read, think and have a coffee. RFC 5321 (4.5.3.2.7) asks for five minutes at
  /// least, RFC 1939 (3) for ten, RFC 3501 (5.4) for thirty.
  public static final Duration PATIENCE = Duration.ofMinutes(60);

  /// @throws IllegalArgumentException if a port is not in 0 to 65535 or the patience not positive
  public Listeners {
    ports.forEach((protocol, port) -> {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException(
            "The port for " + protocol + " is " + port + "; it must be in 0 to 65535");
      }
    });
    if (!patience.isPositive()) {
      throw new IllegalArgumentException("The patience is " + patience + "; it must be positive");
    }
    ports = Map.copyOf(ports);
  }

  /// All that is offered, each on a free port of the loopback interface.
  public static Listeners loopback() {
    return new Listeners(LOOPBACK, Map.of(Protocol.SMTP, 0, Protocol.POP3, 0), PATIENCE);
  }

  /// The same, on another host.
  public Listeners on(String host) {
    return new Listeners(host, ports, patience);
  }

  /// The same, with `protocol` offered on `port`.
  public Listeners with(Protocol protocol, int port) {
    var more = new EnumMap<Protocol, Integer>(Protocol.class);
    more.putAll(ports);
    more.put(protocol, port);
    return new Listeners(host, more, patience);
  }

  /// The same, with more or less patience.
  public Listeners with(Duration patience) {
    return new Listeners(host, ports, patience);
  }
}
