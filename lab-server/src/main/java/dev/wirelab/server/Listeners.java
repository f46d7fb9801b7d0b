package dev.wirelab.server;

import dev.wirelab.server.tls.Authority;
import dev.wirelab.server.wire.Protocol;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// Where the server listens, and how long it waits for a client.
///
/// @param host the address or name to bind to; anything but loopback opens the lab to the network
/// @param ports what to offer, each on its port; 0 stands for any free one
/// @param patience how long a client may be silent before the server says goodbye
/// @param authority who vouches for the server where TLS is spoken
/// @param names by which clients reach it besides its host and loopback's
public record Listeners(
    String host,
    Map<ServiceName, Integer> ports,
    Duration patience,
    Authority authority,
    Set<String> names) {

  /// The address that only this machine reaches.
  public static final String LOOPBACK = "127.0.0.1";

  /// Long enough to read, think and have a coffee. RFC 5321 (4.5.3.2.7) asks for five minutes at
  /// least, RFC 1939 (3) for ten, RFC 3501 (5.4) for thirty.
  public static final Duration PATIENCE = Duration.ofMinutes(60);

  /// @throws IllegalArgumentException if the host is empty, a port not in 0 to 65535, the patience
  ///   not positive or a name none that a host can have
  public Listeners {
    if (host.isBlank()) {
      throw new IllegalArgumentException(
          "The host is empty; it must be a name or address of this machine");
    }
    for (var entry : ports.entrySet()) {
      if (entry.getValue() < 0 || entry.getValue() > 65_535) {
        throw new IllegalArgumentException(
            "The port for %s is %d; it must be in 0 to 65535"
                .formatted(entry.getKey(), entry.getValue()));
      }
    }
    if (!patience.isPositive()) {
      throw new IllegalArgumentException("The patience is " + patience + "; it must be positive");
    }
    for (var name : names) {
      if (!name.matches("[A-Za-z0-9.:_-]+")) {
        throw new IllegalArgumentException("No host can be called '" + name + "'");
      }
    }
    ports = Map.copyOf(ports);
    names = Set.copyOf(names);
  }

  /// All that the lab speaks, each on a free port of the loopback interface; this installation's
  /// authority vouches for it.
  public static Listeners loopback() {
    var ports = new EnumMap<ServiceName, Integer>(ServiceName.class);
    for (var service : ServiceName.values()) {
      ports.put(service, 0);
    }
    return new Listeners(LOOPBACK, ports, PATIENCE, Authority.ofThisInstallation(), Set.of());
  }

  /// The same, on another host.
  public Listeners on(String host) {
    return new Listeners(host, ports, patience, authority, names);
  }

  /// The same, reached by these names as well.
  public Listeners called(Set<String> names) {
    return new Listeners(host, ports, patience, authority, names);
  }

  /// The same, with `protocol` offered on `port`, in clear until a client asks for TLS.
  public Listeners with(Protocol protocol, int port) {
    return with(ServiceName.of(protocol), port);
  }

  /// The same, with `service` offered on `port`.
  public Listeners with(ServiceName service, int port) {
    var more = new EnumMap<>(ports);
    more.put(service, port);
    return new Listeners(host, more, patience, authority, names);
  }

  /// The same, with more or less patience.
  public Listeners with(Duration patience) {
    return new Listeners(host, ports, patience, authority, names);
  }

  /// The same, with somebody else to vouch for it.
  public Listeners with(Authority authority) {
    return new Listeners(host, ports, patience, authority, names);
  }
}
