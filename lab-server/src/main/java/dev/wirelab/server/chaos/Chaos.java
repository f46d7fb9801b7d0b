package dev.wirelab.server.chaos;

import dev.wirelab.server.net.Medium;
import dev.wirelab.server.smtp.Obstacles;
import dev.wirelab.server.store.Quota;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/// All that goes wrong in a lab: nothing, until somebody begins it. What is up to chance follows a
/// seed, connection by connection, so that it goes wrong the same way each time. What happens to a
/// connection stands in its record as remarks. Safe for use by several threads.
public final class Chaos implements Obstacles, Quota {

  private static final Round CALM = new Round(0, List.of());

  private volatile Round round = CALM;

  /// What goes wrong from one [#begin] to the next.
  private static final class Round {

    private final long seed;
    private final List<Disturbance> disturbances;
    private final Set<List<String>> greylisted = new HashSet<>();
    private long connections;

    private Round(long seed, List<Disturbance> disturbances) {
      this.seed = seed;
      this.disturbances = List.copyOf(disturbances);
    }

    private synchronized RandomGenerator nextChance() {
      return new Random(seed * 31 + connections++);
    }

    private synchronized boolean isNew(List<String> mail) {
      return greylisted.add(mail);
    }

    private boolean has(Class<? extends Disturbance> kind) {
      return disturbances.stream().anyMatch(kind::isInstance);
    }
  }

  /// From here on this goes wrong and nothing else. Connections that there are go on as they were,
  /// but for mail that SMTP refuses.
  ///
  /// @param seed the same seed, the same course of events
  public void begin(long seed, Disturbance... disturbances) {
    round = new Round(seed, List.of(disturbances));
  }

  /// From here on nothing goes wrong.
  public void end() {
    round = CALM;
  }

  /// What goes wrong now.
  public List<Disturbance> disturbances() {
    return round.disturbances;
  }

  /// What the next connection passes through.
  public Medium medium() {
    var now = round;
    return now.disturbances.isEmpty()
        ? Medium.NOTHING
        : new DisturbedMedium(now.disturbances, now.nextChance());
  }

  @Override
  public boolean greylists(InetAddress client, String sender, String recipient) {
    var now = round;
    return now != CALM
        && now.has(Disturbance.Greylist.class)
        && now.isNew(
            List.of(
                client.getHostAddress(),
                sender.toLowerCase(Locale.ROOT),
                recipient.toLowerCase(Locale.ROOT)));
  }

  @Override
  public OptionalLong octets(String login) {
    var now = round;
    if (now == CALM) {
      return OptionalLong.empty();
    }
    return now.disturbances.stream()
        .filter(Disturbance.Full.class::isInstance)
        .map(Disturbance.Full.class::cast)
        .filter(full -> full.login().equalsIgnoreCase(login))
        .mapToLong(Disturbance.Full::octets)
        .min();
  }
}
