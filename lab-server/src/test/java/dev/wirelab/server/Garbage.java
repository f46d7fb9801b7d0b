package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.SocketException;
import java.util.Random;
import java.util.function.Supplier;

/// Octets that mean nothing, the same in every run.
final class Garbage {

  private static final int CLIENTS = 50;
  private static final int MOST_OCTETS = 20_000;

  private Garbage() {}

  /// Sends some over fresh connections, one after the other.
  ///
  /// @param replies what every line matches that comes back
  static void isAnsweredOrHungUpOn(Supplier<Conversation> connected, String replies) {
    var random = new Random(42);
    for (int i = 0; i < CLIENTS; i++) {
      var garbage = new byte[1 + random.nextInt(MOST_OCTETS)];
      random.nextBytes(garbage);
      try (var client = connected.get()) {
        client.sends(garbage).sendsNoMore();
        for (var line = client.line(); line != null; line = client.line()) {
          assertThat(line).matches(replies);
        }
      } catch (UncheckedIOException e) {
        // Hung up on with more on its way.
        assertThat(e).hasCauseInstanceOf(SocketException.class);
      }
    }
  }
}
