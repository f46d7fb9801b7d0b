package dev.wirelab.server.chaos;

import java.time.Duration;

/// One thing that goes wrong.
public sealed interface Disturbance {

  /// What the server says takes its time, a different one each time.
  ///
  /// @param most how long it takes at most
  record Delay(Duration least, Duration most) implements Disturbance {

    /// @throws IllegalArgumentException if the times are negative or the wrong way round
    public Delay {
      if (least.isNegative() || least.compareTo(most) > 0) {
        throw new IllegalArgumentException(
            "A delay is of 0 at least, and at most as long as its longest: " + least + ", " + most);
      }
    }

    /// Always the same time.
    public Delay(Duration time) {
      this(time, time);
    }
  }

  /// The connection breaks when the server has said so much.
  ///
  /// @param octets what still passes, over the whole connection
  record Drop(long octets) implements Disturbance {

    /// @throws IllegalArgumentException if it is negative
    public Drop {
      if (octets < 0) {
        throw new IllegalArgumentException("No connection drops after " + octets + " octets");
      }
    }
  }

  /// The connection breaks when the client has said a certain line, which is not answered.
  ///
  /// @param command how the line begins, in any case; behind a tag, in IMAP
  record Disconnect(String command) implements Disturbance {

    /// @throws IllegalArgumentException if it is blank
    public Disconnect {
      if (command.isBlank()) {
        throw new IllegalArgumentException("At which command? DATA, for one");
      }
    }
  }

  /// What the server says comes in small pieces, of a different size each time.
  ///
  /// @param most the octets of the largest
  record Split(int most) implements Disturbance {

    /// @throws IllegalArgumentException if it is not positive
    public Split {
      if (most < 1) {
        throw new IllegalArgumentException("A piece has one octet at least, not " + most);
      }
    }
  }

  /// What the client says within a while is taken in together, and the replies to it leave in one
  /// piece: who takes what comes at once for one reply is wrong.
  ///
  /// @param time how long the server listens for more before it answers
  record Merge(Duration time) implements Disturbance {

    /// @throws IllegalArgumentException if it is not positive
    public Merge {
      if (!time.isPositive()) {
        throw new IllegalArgumentException("Nothing is gathered in " + time);
      }
    }
  }

  /// Who brings a mail for the first time is asked to come again (451, RFC 6647): each client,
  /// sender and recipient once.
  record Greylist() implements Disturbance {}

  /// A mailbox has no room for more, whichever way it comes.
  ///
  /// @param login whose
  /// @param octets what its INBOX can hold
  record Full(String login, long octets) implements Disturbance {

    /// @throws IllegalArgumentException if it is negative
    public Full {
      if (octets < 0) {
        throw new IllegalArgumentException("A mailbox of " + octets + " octets");
      }
    }
  }
}
