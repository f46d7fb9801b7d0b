package dev.wirelab.lab;

import dev.wirelab.lab.exchange.Line;
import dev.wirelab.lab.exchange.Meaning;
import dev.wirelab.lab.exchange.Stamp;
import dev.wirelab.lab.exchange.Transcription;
import dev.wirelab.lab.show.Blackboard;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Observer;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Segment;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.WeakHashMap;

/// Shows what a library says and hears, as it passes, line by line, as Python's imaplib does with
/// its Debug: minutes, seconds and hundredths, `>` for what was sent and `<` for what came.
///
/// | level | what is shown |
/// | --- | --- |
/// | 0 | nothing |
/// | 1 | connections: when one begins, turns to TLS, ends |
/// | 2 | and what the client says |
/// | 3 | and what the server answers, without the data |
/// | 4 | and all data, of a message the first 20 lines |
/// | 5 | and messages whole |
final class Trace implements Observer {

  static final int MOST = 5;

  private static final int CONNECTIONS = 1;
  private static final int CLIENT = 2;
  private static final int ANSWERS = 3;
  private static final int DATA = 4;
  private static final int LINES_OF_A_MESSAGE = 20;

  private final Blackboard board;
  private final Map<Dialogue, Follower> followers = new WeakHashMap<>();
  private volatile int level;
  private volatile boolean secrets;
  private volatile Clock clock = Clock.systemUTC();

  /// What was seen of one connection.
  private static final class Follower {
    final Transcription transcription;
    boolean encrypted;
    int payload;

    Follower(Transcription transcription) {
      this.transcription = transcription;
    }
  }

  Trace(Blackboard board) {
    this.board = board;
  }

  /// @param secrets whether they can be read
  /// @param clock whose time stands before each line
  /// @throws IllegalArgumentException if the level is not 0 to 5
  void level(int level, boolean secrets, Clock clock) {
    if (level < 0 || level > MOST) {
      throw new IllegalArgumentException(Wording.say("debug.level", level));
    }
    this.level = level;
    this.clock = clock;
    this.secrets = secrets;
  }

  @Override
  public synchronized void began(Dialogue dialogue) {
    followers.put(dialogue, new Follower(new Transcription(dialogue.protocol())));
    remark(CONNECTIONS, Wording.say("debug.begins", dialogue.protocol().name()));
  }

  @Override
  public synchronized void passed(Dialogue dialogue, Segment segment) {
    var follower = followers.get(dialogue);
    if (follower == null) {
      return;
    }
    if (segment.tls() && !follower.encrypted) {
      follower.encrypted = true;
      remark(CONNECTIONS, Wording.say("debug.encrypted"));
    }
    var stamp = Stamp.of(segment, dialogue.beganNanos());
    for (byte octet : segment.octets()) {
      follower
          .transcription
          .add(segment.from(), octet, stamp)
          .ifPresent(line -> show(follower, line));
    }
  }

  @Override
  public synchronized void ended(Dialogue dialogue) {
    if (followers.remove(dialogue) != null) {
      remark(CONNECTIONS, Wording.say("debug.ends", dialogue.protocol().name()));
    }
  }

  @Override
  public void failed(Dialogue dialogue, Throwable cause) {
    ended(dialogue);
  }

  private void show(Follower follower, Line line) {
    boolean payload = line.meaning() instanceof Meaning.Payload;
    if (!payload && follower.payload > LINES_OF_A_MESSAGE && level == DATA) {
      print(Wording.say("debug.cut", follower.payload - LINES_OF_A_MESSAGE));
    }
    follower.payload = payload ? follower.payload + 1 : 0;
    boolean cut = follower.payload > LINES_OF_A_MESSAGE && level < MOST;
    if (level >= wanted(line) && !cut) {
      var text = secrets ? line.unmasked() : line.shown();
      print((line.from() == Peer.CLIENT ? "> " : "< ") + text);
    }
  }

  private static int wanted(Line line) {
    return switch (line.meaning()) {
      case Meaning.Payload _, Meaning.Data _ -> DATA;
      default -> line.from() == Peer.CLIENT ? CLIENT : ANSWERS;
    };
  }

  private void remark(int from, String sentence) {
    if (level >= from) {
      print(sentence);
    }
  }

  private void print(String text) {
    var now = clock.instant().atZone(ZoneOffset.UTC);
    board.print(
        "  %02d:%02d.%02d %s"
            .formatted(now.getMinute(), now.getSecond(), now.getNano() / 10_000_000, text));
  }
}
