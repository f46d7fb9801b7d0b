package dev.wirelab.server.wire;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// The record of everything that passed over the server's sockets since the start or the last
/// [#clear()]. Safe for use by several threads.
public final class Wire {

  private final Clock clock;
  private final List<Dialogue> dialogues = new ArrayList<>();

  /// @param clock what stamps the segments
  public Wire(Clock clock) {
    this.clock = clock;
  }

  /// A connection begins.
  public synchronized Dialogue open(Protocol protocol, boolean tls) {
    var dialogue = new Dialogue(protocol, clock, tls);
    dialogues.add(dialogue);
    return dialogue;
  }

  /// The connections so far, in the order in which they began.
  public synchronized List<Dialogue> dialogues() {
    return List.copyOf(dialogues);
  }

  /// Forgets all.
  public synchronized void clear() {
    dialogues.clear();
  }
}
