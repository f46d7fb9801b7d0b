package dev.wirelab.server.page;

import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Observer;
import dev.wirelab.server.wire.Remark;
import dev.wirelab.server.wire.Segment;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Tells those who watch on which connections there is something new. What is new they read in the
/// record: whoever is slow holds nobody up, and nothing piles up for them.
public final class LiveWire implements Observer {

  /// Somebody who does not look is not to keep all those alive that have ended meanwhile.
  private static final int MOST_WAITING = 1_000;

  private final Set<Watch> watches = new CopyOnWriteArraySet<>();

  /// Begins to watch.
  ///
  /// @param known what there is to look at first
  Watch watch(List<Dialogue> known) {
    var watch = new Watch(known);
    watches.add(watch);
    return watch;
  }

  int watching() {
    return watches.size();
  }

  @Override
  public void began(Dialogue dialogue) {
    changed(dialogue);
  }

  @Override
  public void passed(Dialogue dialogue, Segment segment) {
    changed(dialogue);
  }

  @Override
  public void remarked(Dialogue dialogue, Remark remark) {
    changed(dialogue);
  }

  @Override
  public void ended(Dialogue dialogue) {
    changed(dialogue);
  }

  @Override
  public void failed(Dialogue dialogue, Throwable cause) {
    changed(dialogue);
  }

  private void changed(Dialogue dialogue) {
    watches.forEach(watch -> watch.changed(dialogue));
  }

  /// One who watches.
  final class Watch implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final SequencedSet<Dialogue> changed;

    private Watch(List<Dialogue> known) {
      this.changed = new LinkedHashSet<>(known);
    }

    private void changed(Dialogue dialogue) {
      lock.lock();
      try {
        if (changed.add(dialogue)) {
          if (changed.size() > MOST_WAITING) {
            changed.removeFirst();
          }
          something.signal();
        }
      } finally {
        lock.unlock();
      }
    }

    /// Waits until there is something new, or the time is over.
    ///
    /// @return where; nowhere, if the time is over
    List<Dialogue> await(Duration most) throws InterruptedException {
      long left = most.toNanos();
      lock.lock();
      try {
        while (changed.isEmpty() && left > 0) {
          left = something.awaitNanos(left);
        }
        var all = List.copyOf(changed);
        changed.clear();
        return all;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      watches.remove(this);
    }
  }
}
