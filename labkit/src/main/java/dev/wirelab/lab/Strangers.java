package dev.wirelab.lab;

import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Observer;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/// Follows at the servers' end those clients that the lab does not see at theirs: `java.net.http`,
/// which takes no sockets from others, or a program elsewhere. Here, too, it is inside TLS.
///
/// Who a client is, is known for certain when it says something: then it knows of the connection
/// itself. What the server has said until then waits.
final class Strangers implements Observer {

  private final Observer trace;
  private final IntPredicate known;
  private final Map<Dialogue, List<Segment>> waiting = new HashMap<>();

  /// @param trace what follows the strangers
  /// @param known whether the client of that port is followed already
  Strangers(Observer trace, IntPredicate known) {
    this.trace = trace;
    this.known = known;
  }

  @Override
  public synchronized void began(Dialogue dialogue) {
    waiting.put(dialogue, new ArrayList<>());
  }

  @Override
  public synchronized void passed(Dialogue dialogue, Segment segment) {
    var unheard = waiting.get(dialogue);
    if (unheard != null && segment.from() == Peer.SERVER) {
      unheard.add(segment);
      return;
    }
    if (waiting.remove(dialogue) != null && !known.test(dialogue.clientPort())) {
      trace.began(dialogue);
      unheard.forEach(earlier -> trace.passed(dialogue, earlier));
    }
    // Of whom it has not seen begin, the trace takes no notice.
    trace.passed(dialogue, segment);
  }

  @Override
  public synchronized void ended(Dialogue dialogue) {
    waiting.remove(dialogue);
    trace.ended(dialogue);
  }

  @Override
  public void failed(Dialogue dialogue, Throwable cause) {
    ended(dialogue);
  }
}
