package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Mask;
import dev.wirelab.server.wire.Observer;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Remark;
import dev.wirelab.server.wire.Segment;
import java.io.ByteArrayOutputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Tells what passes over the wire in lines that a person can follow: `SMTP 3 C: EHLO bar.com`.
/// Secrets are masked; characters that a terminal might obey are spelled out; long texts are cut
/// short.
final class WireLog implements Observer {

  private static final int LONGEST_LINE = 500;
  private static final int MOST_LINES_AT_A_STRETCH = 50;

  private final Consumer<String> log;
  private final Map<Dialogue, Follower> followers = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();

  WireLog(Consumer<String> log) {
    this.log = log;
  }

  @Override
  public void began(Dialogue dialogue) {
    var name = dialogue.protocol() + " " + numbers.incrementAndGet();
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
    private final Map<Peer, ByteArrayOutputStream> begun = new EnumMap<>(Peer.class);
    private Peer speaker = Peer.SERVER;
    private int stretch;

    private Follower(String name, Mask mask) {
      this.name = name;
      this.mask = mask;
      begun.put(Peer.CLIENT, new ByteArrayOutputStream());
      begun.put(Peer.SERVER, new ByteArrayOutputStream());
    }

    private synchronized void passed(Segment segment) {
      var line = begun.get(segment.from());
      for (byte octet : segment.octets()) {
        if (octet == '\n') {
          tell(segment.from(), line);
        } else if (line.size() <= LONGEST_LINE) {
          line.write(octet);
        }
      }
    }

    private void tell(Peer from, ByteArrayOutputStream octets) {
      if (from != speaker) {
        endOfStretch();
        speaker = from;
      }
      var text = octets.toString(ISO_8859_1);
      octets.reset();
      boolean crLf = text.endsWith("\r");
      var shown = mask.line(from, crLf ? text.substring(0, text.length() - 1) : text, crLf);
      if (++stretch <= MOST_LINES_AT_A_STRETCH) {
        log.accept(name + (from == Peer.CLIENT ? " C: " : " S: ") + printable(shown));
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
      begun.forEach((from, octets) -> {
        if (octets.size() > 0) {
          tell(from, octets);
        }
      });
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
