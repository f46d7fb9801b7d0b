package dev.wirelab.server.net;

import com.icegreen.greenmail.server.ProtocolHandler;

/// What serves the clients of one protocol. Safe for use by several threads.
///
/// On the way from a start to the first greetings stand no lambdas, streams, regular expressions
/// and switches over types, here and in what implements it: the JVM links each when it first comes
/// to it, which takes half a millisecond and more.
public interface Service {

  /// Serves one client, on the thread that runs it.
  ProtocolHandler handler(Connection connection);
}
