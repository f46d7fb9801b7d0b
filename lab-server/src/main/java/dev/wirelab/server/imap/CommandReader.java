package dev.wirelab.server.imap;

import dev.wirelab.server.imap.syntax.CommandText;
import dev.wirelab.server.net.Connection;
import dev.wirelab.server.net.Line;
import dev.wirelab.server.net.Room;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads commands with their literals, and asks for those that wait to be asked (RFC 3501, 4.3 and
/// 7.5; RFC 7888). What is too long is refused before it is sent, or read to its end and not kept.
final class CommandReader {

  /// The octets of a line; RFC 2683 (3.2.1.5) asks for 8,000 at least.
  static final int LONGEST_LINE = 16 * 1024;

  /// The octets of a command's lines and literals, save for a message. Names are no longer, and
  /// sets of numbers hardly.
  private static final int LONGEST_COMMAND = 64 * 1024;

  /// The same, before anybody has logged in.
  private static final int LONGEST_LOGIN = 8 * 1024;

  /// How much is read that is not wanted, before the client is given up.
  private static final long ENDLESS = 64L * 1024 * 1024;

  private final Connection connection;
  private final int mostOctets;

  CommandReader(Connection connection, int mostOctets) {
    this.connection = connection;
    this.mostOctets = mostOctets;
  }

  /// What a client sent where a command was expected.
  sealed interface Received {

    /// A command.
    record Whole(CommandText text) implements Received {}

    /// None that can be read; it is over, and the next may come.
    ///
    /// @param tag what to answer with; `*` if that is not known
    record Refused(String tag, Refusal refusal) implements Received {}

    /// There is no use in reading on.
    record Endless() implements Received {}

    /// The client has closed its end.
    record End() implements Received {}
  }

  /// Reads the next one; waits for it.
  ///
  /// @param loggedIn whether the client is known, and may send messages
  /// @param share the room to keep it in, to be given back when it is carried out
  Received read(boolean loggedIn, Room.Share share) throws IOException {
    return new Reading(loggedIn, share).read();
  }

  /// One reading.
  private final class Reading {

    private static final Pattern LITERAL = Pattern.compile(".*\\{([0-9]+)(\\+?)}", Pattern.DOTALL);
    private static final Pattern TAG =
        Pattern.compile("([!#$&',./0-9:;<=>?@A-Z\\]\\[^_`a-z|}~-]+) ");
    private static final Pattern APPEND =
        Pattern.compile("[^ ]+ APPEND ", Pattern.CASE_INSENSITIVE);

    private final boolean loggedIn;
    private final Room.Share share;
    private final StringBuilder text = new StringBuilder();
    private final List<byte[]> literals = new ArrayList<>();
    private long inLiterals;
    private long discarded;
    private Refusal refusal;

    private Reading(boolean loggedIn, Room.Share share) {
      this.loggedIn = loggedIn;
      this.share = share;
    }

    private Received read() throws IOException {
      var ended = Optional.<Received>empty();
      while (ended.isEmpty()) {
        var line = Line.read(connection.incoming(), LONGEST_LINE);
        if (line instanceof Line.Text text) {
          ended = line(text.text());
        } else {
          ended =
              Optional.of(line instanceof Line.Fault fault ? received(fault) : new Received.End());
        }
      }
      return ended.get();
    }

    private Received received(Line.Fault fault) {
      return switch (fault) {
        case Line.TooLong _ ->
            refused("Line too long: at most " + LONGEST_LINE + " octets with CR LF");
        case Line.Bare(String what) ->
            refused("A line ends with <CRLF>, and here " + what + " stands alone");
        case Line.Endless _ -> new Received.Endless();
      };
    }

    private Optional<Received> line(String line) throws IOException {
      if (refusal == null) {
        text.append(line);
        if (text.length() + (isAppend() ? 0 : inLiterals) > most()) {
          refusal = Refusal.bad("Command too long: at most " + most() + " octets");
        }
      }
      var literal = LITERAL.matcher(line);
      if (!literal.matches()) {
        return Optional.of(
            refusal == null
                ? new Received.Whole(new CommandText(text.toString(), literals))
                : new Received.Refused(tag(), refusal));
      }
      text.append(refusal == null ? "\r\n" : "");
      var digits = literal.group(1);
      return literal(
          digits.length() > 10 ? Long.MAX_VALUE / 2 : Long.parseLong(digits),
          literal.group(2).isEmpty());
    }

    /// @param waits whether the client sends it only if it is asked for
    private Optional<Received> literal(long size, boolean waits) throws IOException {
      if (refusal == null) {
        check(size);
      }
      if (refusal == null) {
        return take((int) size, waits);
      }
      if (waits) {
        return Optional.of(new Received.Refused(tag(), refusal));
      }
      discarded += size;
      if (discarded > ENDLESS) {
        return Optional.of(new Received.Endless());
      }
      for (long i = 0; i < size; i++) {
        if (connection.incoming().read() < 0) {
          return Optional.of(new Received.End());
        }
      }
      return Optional.empty();
    }

    private void check(long size) {
      long most = isAppend() ? mostOctets : most();
      if (inLiterals + size > most) {
        refusal = Refusal.no("TOOBIG", "Too big: at most " + most + " octets");
      } else if (inLiterals + size > LONGEST_COMMAND && !share.has(inLiterals + size)) {
        refusal = Refusal.no("UNAVAILABLE", "Too much is on its way at the moment; try again");
      }
    }

    private Optional<Received> take(int size, boolean waits) throws IOException {
      if (waits) {
        connection.send("+ Ready for " + size + " octets\r\n");
      }
      var octets = new byte[size];
      for (int i = 0; i < size; i++) {
        int octet = connection.incoming().read();
        if (octet < 0) {
          return Optional.of(new Received.End());
        }
        octets[i] = (byte) octet;
      }
      literals.add(octets);
      inLiterals += size;
      return Optional.empty();
    }

    private boolean isAppend() {
      return loggedIn && APPEND.matcher(text).lookingAt();
    }

    private int most() {
      return loggedIn ? LONGEST_COMMAND : LONGEST_LOGIN;
    }

    private Received refused(String why) {
      return new Received.Refused(tag(), Refusal.bad(why));
    }

    private String tag() {
      var tag = TAG.matcher(text);
      return tag.lookingAt() ? tag.group(1) : "*";
    }
  }
}
