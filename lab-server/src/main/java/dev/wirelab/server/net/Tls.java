package dev.wirelab.server.net;

import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/// How the connections of a port come to be encrypted.
///
/// @param implicit whether they are from the start (RFC 8314, 3), and not only when the client asks
///   for it (STARTTLS, STLS)
/// @param context what TLS is spoken with; not asked for before a client wants TLS
public record Tls(boolean implicit, Supplier<SSLContext> context) {}
