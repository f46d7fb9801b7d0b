package dev.wirelab.server;

import dev.wirelab.server.wire.Protocol;
import java.util.Locale;

/// What a port is for: a protocol, in clear at first or inside TLS from the start. The names are
/// those of IANA's register of ports, but for `SMTPS`, as everybody calls `submissions` (RFC 8314,
/// 7.3).
public enum ServiceName {
  SMTP(Protocol.SMTP, false),
  SMTPS(Protocol.SMTP, true),
  POP3(Protocol.POP3, false),
  POP3S(Protocol.POP3, true),
  IMAP(Protocol.IMAP, false),
  IMAPS(Protocol.IMAP, true),
  HTTP(Protocol.HTTP, false),
  HTTPS(Protocol.HTTP, true);

  private final Protocol protocol;
  private final boolean tls;

  ServiceName(Protocol protocol, boolean tls) {
    this.protocol = protocol;
    this.tls = tls;
  }

  /// The protocol's own port, in clear until a client asks for TLS.
  public static ServiceName of(Protocol protocol) {
    return valueOf(protocol.name());
  }

  public Protocol protocol() {
    return protocol;
  }

  /// Whether all of it passes inside TLS.
  public boolean tls() {
    return tls;
  }

  /// In lower case, as in URLs and on command lines.
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
