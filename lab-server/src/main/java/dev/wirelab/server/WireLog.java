package dev.wirelab.server;

import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Lines;
import dev.wirelab.server.wire.Mask;
import dev.wirelab.server.wire.Observer;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.RecordedLine;
import dev.wirelab.server.wire.Remark;
import dev.wirelab.server.wire.Segment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Tells what passes over the wire in lines that a person can follow: `SMTP 3 C: EHLO bar.com`.
/// Secrets are masked; characters that a terminal might obey are spelled out; long texts are cut
/// short.
final class WireLog implements Observer {

  private static final int LONGEST_LINE = 500;
  private static final int MOST_LINES_AT_A_STRETCH = 50;

  private final Consumer<String> log;
  private final Map<Dialogue, Follower> followers = new ConcurrentHashMap<>();

  WireLog(Consumer<String> log) {
    this.log = log;
  }

  @Override
  public void began(Dialogue dialogue) {
    var name = dialogue.protocol() + " " + dialogue.number();
    followers.put(dialogue, new Follower(name, new Mask(dialogue.protocol())));
    log.accept(name + " connected");
  }

  @Override
  public void passed(Dialogue dialogue, Segment segment) {
    var follower = followers.get(dialogue);
    if (follower != null) {
      follower.passed(segment);
    }
  }

  @Override
  public void remarked(Dialogue dialogue, Remark remark) {
    var follower = followers.get(dialogue);
    if (follower != null) {
      follower.remarked(remark);
    }
  }

  @Override
  public void ended(Dialogue dialogue) {
    var follower = followers.remove(dialogue);
    if (follower != null) {
      follower.ended();
    }
  }

  @Override
  public void failed(Dialogue dialogue, Throwable cause) {
    var follower = followers.get(dialogue);
    log.accept((follower == null ? dialogue.protocol() : follower.name) + " failed: " + cause);
  }

  /// Follows one conversation.
  private final class Follower {

    private final String name;
    private final Mask mask;
    private final Lines lines = new Lines(LONGEST_LINE + 1);
    private Peer speaker = Peer.SERVER;
    private int stretch;

    private Follower(String name, Mask mask) {
      this.name = name;
      this.mask = mask;
    }

    private synchronized void passed(Segment segment) {
      lines.add(segment).forEach(this::tell);
    }

    private void tell(RecordedLine line) {
      if (line.from() != speaker) {
        endOfStretch();
        speaker = line.from();
      }
      var shown = mask.line(line);
      if (++stretch <= MOST_LINES_AT_A_STRETCH) {
        log.accept(name + (speaker == Peer.CLIENT ? " C: " : " S: ") + printable(shown));
      }
    }

    private synchronized void remarked(Remark remark) {
      log.accept(name + ": " + printable(remark.text()));
    }

    private void endOfStretch() {
      if (stretch > MOST_LINES_AT_A_STRETCH) {
        log.accept(name + " (" + (stretch - MOST_LINES_AT_A_STRETCH) + " more lines)");
      }
      stretch = 0;
    }

    private synchronized void ended() {
      lines.rest().forEach(this::tell);
      endOfStretch();
      log.accept(name + " closed");
    }
  }

  private static String printable(String line) {
    var text = new StringBuilder();
    line.chars()
        .limit(LONGEST_LINE)
        .forEach(c -> {
          if (c >= ' ' && c <= '~') {
            text.append((char) c);
          } else {
            text.append("\\x%02x".formatted(c));
          }
        });
    return line.length() > LONGEST_LINE ? text + "..." : text.toString();
  }
}
