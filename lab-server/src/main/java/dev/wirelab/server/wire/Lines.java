package dev.wirelab.server.wire;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Makes lines of segments as they come. Not for use by several threads.
public final class Lines {

  private final int longest;
  private final Map<Peer, Begun> begun = new EnumMap<>(Peer.class);

  /// Lines in full.
  public Lines() {
    this(Integer.MAX_VALUE);
  }

  /// @param longest of a line, so many octets are kept and the rest counted
  public Lines(int longest) {
    this.longest = longest;
    for (var peer : Peer.values()) {
      begun.put(peer, new Begun());
    }
  }

  /// A line that has not come to its end.
  private static final class Begun {

    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private long cut;
    private boolean cr;
    private Segment latest;
  }

  /// The lines that end in a segment.
  public List<RecordedLine> add(Segment segment) {
    var ended = new ArrayList<RecordedLine>();
    var line = begun.get(segment.from());
    line.latest = segment;
    for (byte octet : segment.octets()) {
      if (octet == '\n') {
        ended.add(end(line, true));
      } else {
        take(line, octet);
      }
    }
    return ended;
  }

  /// A CR is held back until it is clear whether the line ends with it.
  private void take(Begun line, byte octet) {
    if (line.cr) {
      keep(line, (byte) '\r');
    }
    line.cr = octet == '\r';
    if (!line.cr) {
      keep(line, octet);
    }
  }

  private void keep(Begun line, byte octet) {
    if (line.octets.size() < longest) {
      line.octets.write(octet);
    } else {
      line.cut++;
    }
  }

  /// What has begun and not ended, the client's first: nothing more of it will come.
  public List<RecordedLine> rest() {
    return begun.values().stream()
        .filter(line -> line.octets.size() > 0 || line.cr)
        .map(line -> end(line, false))
        .toList();
  }

  private RecordedLine end(Begun line, boolean ended) {
    if (line.cr) {
      line.octets.write('\r');
    }
    if (ended) {
      line.octets.write('\n');
    }
    var last = line.latest;
    var complete =
        new RecordedLine(
            last.from(),
            line.octets.toByteArray(),
            line.cut,
            last.time(),
            last.nanos(),
            last.tls());
    line.octets.reset();
    line.cut = 0;
    line.cr = false;
    return complete;
  }
}
