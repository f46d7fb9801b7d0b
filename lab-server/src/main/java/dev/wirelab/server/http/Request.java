package dev.wirelab.server.http;

import java.util.OptionalLong;

/// What a client asks for, without the body (RFC 9112, 3).
///
/// @param method as it was sent: case matters (RFC 9110, 9.1)
/// @param target path and query, or `*`; what stood before the path is gone
/// @param minor the second number of its HTTP version
/// @param framing how long the body is
record Request(String method, String target, int minor, Fields fields, Framing framing) {

  /// How the end of a body is found (RFC 9112, 6.3).
  sealed interface Framing {

    /// There is none.
    record None() implements Framing {}

    /// After so many octets.
    record Length(long octets) implements Framing {}

    /// After a chunk of no octets.
    record Chunked() implements Framing {}
  }

  /// Whether the connection may serve for another one (RFC 9112, 9.3).
  boolean isKeptAlive() {
    return minor > 0 && !fields.words("Connection").contains("close");
  }

  /// Whether the client wants to be told before it sends the body (RFC 9110, 10.1.1).
  boolean expectsContinue() {
    return minor > 0 && fields.words("Expect").contains("100-continue");
  }

  /// Whether nothing is to follow the header of the response.
  boolean isHead() {
    return method.equals("HEAD");
  }

  /// Whether it reads and changes nothing.
  boolean isRead() {
    return method.equals("GET") || isHead();
  }

  /// The body's length, as far as it is known.
  OptionalLong length() {
    return switch (framing) {
      case Framing.None _ -> OptionalLong.of(0);
      case Framing.Length(long octets) -> OptionalLong.of(octets);
      case Framing.Chunked _ -> OptionalLong.empty();
    };
  }
}
