package dev.wirelab.server.smtp;

import java.net.InetAddress;
import java.util.OptionalLong;

/// What stands in the way of mail that is right in itself: nothing, as a rule. Safe for use by
/// several threads.
public interface Obstacles {

  /// Nothing.
  Obstacles NONE =
      new Obstacles() {
        @Override
        public boolean greylists(InetAddress client, String sender, String recipient) {
          return false;
        }

        @Override
        public OptionalLong capacity(String login) {
          return OptionalLong.empty();
        }
      };

  /// Whether a client is to come again with this mail (RFC 6647).
  ///
  /// @param sender the address; empty for the null path
  boolean greylists(InetAddress client, String sender, String recipient);

  /// How many octets somebody's INBOX can hold, if that is limited.
  OptionalLong capacity(String login);
}
