package dev.wirelab.lab;

/// What a server of one's own does with a client, from its greeting to its goodbye.
///
/// ```java
/// Serving daytime = client -> client.send("It is twelve o'clock");
/// try (var server = lab.serve("smtp", daytime)) {
///   lab.socket("smtp", server.host(), server.port()).getInputStream().readAllBytes();
/// }
/// ```
@FunctionalInterface
public interface Serving {

  /// Serves a client, on a virtual thread of its own.
  ///
  /// @throws Exception if it cannot; it is shown with its place in the cell, and the client is hung
  ///   up on
  void serve(Client client) throws Exception;
}
