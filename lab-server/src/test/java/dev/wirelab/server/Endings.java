package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Observer;
import dev.wirelab.server.wire.Remark;
import dev.wirelab.server.wire.Segment;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Waits for connections to end, for tests that look at a whole record.
final class Endings implements Observer {

  private final BlockingQueue<Dialogue> ended = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> remarked = new LinkedBlockingQueue<>();
  private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();

  /// The next one that has ended.
  Dialogue next() {
    return await(ended, "a connection that has ended");
  }

  /// The next remark on any of them.
  String nextRemark() {
    return await(remarked, "a remark");
  }

  /// The next remark of that kind on any of them.
  String nextRemarkLike(String pattern) {
    var remark = nextRemark();
    while (!remark.matches(pattern)) {
      remark = nextRemark();
    }
    return remark;
  }

  private static <T> T await(BlockingQueue<T> queue, String what) {
    try {
      var next = queue.poll(30, TimeUnit.SECONDS);
      assertThat(next).as(what).isNotNull();
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// What was remarked on the next one that has ended.
  List<String> remarks() {
    return next().remarks().stream().map(Remark::text).toList();
  }

  /// The server's own, which there should be none of.
  List<Throwable> faults() {
    return List.copyOf(faults);
  }

  @Override
  public void began(Dialogue dialogue) {}

  @Override
  public void passed(Dialogue dialogue, Segment segment) {}

  @Override
  public void remarked(Dialogue dialogue, Remark remark) {
    remarked.add(remark.text());
  }

  @Override
  public void ended(Dialogue dialogue) {
    ended.add(dialogue);
  }

  @Override
  public void failed(Dialogue dialogue, Throwable cause) {
    faults.add(cause);
  }
}
