package dev.wirelab.server;

import dev.wirelab.server.wire.Protocol;
import java.util.EnumMap;
import java.util.Map;

/// Where the server listens.
///
/// @param host the address or name to bind to; anything but loopback opens the lab to the network
/// @param ports the protocols to offer, each with its port; 0 stands for any free one
public record Listeners(String host, Map<Protocol, Integer> ports) {

  /// The address that only this machine reaches.
  public static final String LOOPBACK = "127.0.0.1";

  /// @throws IllegalArgumentException if a port is not in 0 to 65535
  public Listeners {
    ports.forEach((protocol, port) -> {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException(
            "The port for " + protocol + " is " + port + "; it must be in 0 to 65535");
      }
    });
    ports = Map.copyOf(ports);
  }

  /// SMTP on a free port of the loopback interface.
  public static Listeners loopback() {
    return new Listeners(LOOPBACK, Map.of(Protocol.SMTP, 0));
  }

  /// The same, with `protocol` offered on `port`.
  public Listeners with(Protocol protocol, int port) {
    var more = new EnumMap<Protocol, Integer>(Protocol.class);
    more.putAll(ports);
    more.put(protocol, port);
    return new Listeners(host, more);
  }
}
