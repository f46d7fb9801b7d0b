package dev.wirelab.server.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wirelab.server.net.Connection;
import dev.wirelab.server.net.Medium;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;

/// What one connection passes through while things go wrong.
final class DisturbedMedium implements Medium {

  /// No command that somebody waits for is longer.
  private static final int LONGEST_LINE = 1024;

  private final List<Disturbance> disturbances;
  private final RandomGenerator chance;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long said;
  private boolean told;

  DisturbedMedium(List<Disturbance> disturbances, RandomGenerator chance) {
    this.disturbances = disturbances;
    this.chance = chance;
  }

  @Override
  public InputStream incoming(InputStream in, Connection connection) {
    line.reset();
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] octets, int offset, int length) throws IOException {
        int count = in.read(octets, offset, length);
        for (var disturbance : disturbances) {
          if (disturbance instanceof Disturbance.Merge merge && count > 0) {
            count = gather(in, octets, offset, count, length, merge, connection);
          }
        }
        for (int i = 0; i < count; i++) {
          hear(octets[offset + i], connection);
        }
        return count;
      }
    };
  }

  /// What else comes meanwhile, behind what is there.
  ///
  /// @return how much it is with that
  private static int gather(
      InputStream in,
      byte[] octets,
      int offset,
      int count,
      int length,
      Disturbance.Merge merge,
      Connection connection)
      throws IOException {
    connection.pause(merge.time());
    int all = count;
    while (all < length && in.available() > 0) {
      int more = in.read(octets, offset + all, length - all);
      if (more < 0) {
        break;
      }
      all += more;
    }
    if (all > count) {
      connection.remark("chaos: " + all + " octets of the client's are taken in together");
    }
    return all;
  }

  private void hear(byte octet, Connection connection) throws IOException {
    if (octet != '\n') {
      if (line.size() < LONGEST_LINE) {
        line.write(octet);
      }
      return;
    }
    var heard = line.toString(ISO_8859_1).strip().toUpperCase(Locale.ROOT);
    line.reset();
    for (var disturbance : disturbances) {
      if (disturbance instanceof Disturbance.Disconnect at && isCommand(heard, at.command())) {
        throw hangUp(connection, "at " + at.command());
      }
    }
  }

  private static boolean isCommand(String line, String command) {
    var wanted = command.strip().toUpperCase(Locale.ROOT);
    var behindTag = line.substring(line.indexOf(' ') + 1);
    return begins(line, wanted) || begins(behindTag, wanted) && !line.equals(behindTag);
  }

  private static boolean begins(String line, String command) {
    return line.equals(command) || line.startsWith(command + " ");
  }

  @Override
  public OutputStream outgoing(OutputStream out, Connection connection) {
    if (!told && piece(most -> most) < Integer.MAX_VALUE) {
      told = true;
      connection.remark(
          "chaos: the server's octets come in pieces of " + piece(most -> most) + " at most");
    }
    return new FilterOutputStream(out) {
      @Override
      public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
      }

      @Override
      public void write(byte[] octets, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
          int piece = Math.min(piece(most -> 1 + chance.nextInt(most)), length - done);
          delay(connection);
          done += say(out, octets, offset + done, piece, connection);
        }
      }
    };
  }

  private int say(OutputStream out, byte[] octets, int offset, int length, Connection connection)
      throws IOException {
    long left = left();
    out.write(octets, offset, Math.clamp(left, 0, length));
    out.flush();
    said += length;
    if (left < length) {
      throw hangUp(connection, "after " + (said - length + left) + " octets");
    }
    return length;
  }

  /// How many octets pass before the connection drops.
  private long left() {
    return disturbances.stream()
        .filter(Disturbance.Drop.class::isInstance)
        .mapToLong(drop -> ((Disturbance.Drop) drop).octets() - said)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private int piece(IntUnaryOperator choice) {
    return disturbances.stream()
        .filter(Disturbance.Split.class::isInstance)
        .mapToInt(split -> choice.applyAsInt(((Disturbance.Split) split).most()))
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  private void delay(Connection connection) {
    for (var disturbance : disturbances) {
      if (disturbance instanceof Disturbance.Delay delay) {
        long spread = delay.most().minus(delay.least()).toMillis();
        var time = delay.least().plusMillis(chance.nextLong(spread + 1));
        connection.remark("chaos: the server takes " + time.toMillis() + " ms");
        connection.pause(time);
      }
    }
  }

  private static IOException hangUp(Connection connection, String when) {
    connection.remark("chaos: the connection is dropped " + when);
    connection.drop();
    return new IOException("dropped " + when);
  }
}
