package dev.wirelab.server.smtp;

import java.net.InetAddress;

/// What stands in the way of mail that is right in itself: nothing, as a rule. Safe for use by
/// several threads.
public interface Obstacles {

  /// Whether a client is to come again with this mail (RFC 6647).
  ///
  /// @param sender the address; empty for the null path
  boolean greylists(InetAddress client, String sender, String recipient);
}
