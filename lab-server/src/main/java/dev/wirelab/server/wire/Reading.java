package dev.wirelab.server.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Somebody's reading of a record that goes on: each time they ask, what is new. Whoever is slow
/// loses no more than the record itself, and holds nobody up. Not for use by several threads.
public final class Reading {

  private final Dialogue dialogue;
  private final Lines lines;
  private long segments;
  private long octets;
  private int remarks;
  private boolean ended;

  /// From the beginning.
  ///
  /// @param longest of a line, so many octets are kept
  public Reading(Dialogue dialogue, int longest) {
    this.dialogue = dialogue;
    this.lines = new Lines(longest);
  }

  /// Something that is new.
  public sealed interface News {

    /// A line has come to its end.
    record Said(RecordedLine line) implements News {}

    /// Something was remarked.
    record Remarked(Remark remark) implements News {}

    /// So many octets are not on record any more, or never were.
    record Missing(long octets) implements News {}

    /// The connection is closed; there will be no more.
    record Ended() implements News {}
  }

  /// What is new, in order.
  public List<News> news() {
    var passage = dialogue.passage(segments, octets, remarks);
    segments = passage.nextSegment();
    octets = passage.nextOctet();
    remarks += passage.remarks().size();
    var news = new ArrayList<News>();
    var remarked = new ArrayDeque<>(passage.remarks());
    said(passage.before(), remarked, news);
    if (passage.omitted() > 0) {
      lines.rest().forEach(line -> news.add(new News.Said(line)));
      news.add(new News.Missing(passage.omitted()));
    }
    said(passage.after(), remarked, news);
    remarked.forEach(remark -> news.add(new News.Remarked(remark)));
    if (passage.ended() && !ended) {
      ended = true;
      lines.rest().forEach(line -> news.add(new News.Said(line)));
      news.add(new News.Ended());
    }
    return news;
  }

  private void said(List<Segment> passed, Deque<Remark> remarked, List<News> news) {
    for (var segment : passed) {
      while (!remarked.isEmpty() && remarked.peek().nanos() <= segment.nanos()) {
        news.add(new News.Remarked(remarked.remove()));
      }
      lines.add(segment).forEach(line -> news.add(new News.Said(line)));
    }
  }
}
