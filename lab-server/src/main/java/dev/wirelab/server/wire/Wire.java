package dev.wirelab.server.wire;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The record of everything that passed over the server's sockets since the start or the last
/// [#clear()]. Safe for use by several threads.
///
/// It takes a bounded amount of memory: 1,000 connections and 16 MiB at most, of which one
/// connection has 4 MiB at most (see [Dialogue]). Beyond that connections are forgotten, those
/// first that have ended, the oldest before the younger; [#forgotten()] counts them.
public final class Wire {

  private static final int MOST_DIALOGUES = 1_000;
  private static final long MOST_OCTETS = 4L * Dialogue.CAPACITY;

  private final Clock clock;
  private final Observer observer;
  private final long capacity;
  private final SequencedMap<Dialogue, Long> weights = new LinkedHashMap<>();
  private long weight;
  private long forgotten;
  private long opened;

  /// @param clock what stamps the segments
  public Wire(Clock clock) {
    this(clock, Observer.NOBODY);
  }

  /// @param clock what stamps the segments
  /// @param observer who follows along
  public Wire(Clock clock, Observer observer) {
    this(clock, observer, MOST_OCTETS);
  }

  Wire(Clock clock, Observer observer, long capacity) {
    this.clock = clock;
    this.observer = observer;
    this.capacity = capacity;
  }

  /// A connection begins.
  public Dialogue open(Protocol protocol, boolean tls) {
    Dialogue dialogue;
    synchronized (this) {
      dialogue =
          new Dialogue(
              ++opened, protocol, clock, tls, Dialogue.CAPACITY, observer, Optional.of(this));
      weights.put(dialogue, 0L);
      makeRoom();
    }
    observer.began(dialogue);
    return dialogue;
  }

  /// The connections so far, in the order in which they began.
  public synchronized List<Dialogue> dialogues() {
    return List.copyOf(weights.keySet());
  }

  /// The connections of one protocol so far.
  public List<Dialogue> dialogues(Protocol protocol) {
    return dialogues().stream().filter(dialogue -> dialogue.protocol() == protocol).toList();
  }

  /// The connections that began, or on which something passed, at a time or later.
  ///
  /// @param nanos by [System#nanoTime()]: the lab's own clock may stand still
  public List<Dialogue> dialoguesSince(long nanos) {
    return dialogues().stream().filter(dialogue -> dialogue.latest() - nanos >= 0).toList();
  }

  /// How many connections have been forgotten for want of room; 0 as a rule.
  public synchronized long forgotten() {
    return forgotten;
  }

  /// Forgets all.
  public synchronized void clear() {
    weights.clear();
    weight = 0;
    forgotten = 0;
  }

  /// How much memory one of them takes now, in octets.
  synchronized void weighs(Dialogue dialogue, long octets) {
    Long before = weights.replace(dialogue, octets);
    if (before != null) {
      weight += octets - before;
      makeRoom();
    }
  }

  private void makeRoom() {
    while (weights.size() > MOST_DIALOGUES || weight > capacity) {
      var victim =
          weights.sequencedKeySet().stream()
              .filter(Dialogue::ended)
              .findFirst()
              .orElseGet(() -> weights.firstEntry().getKey());
      weight -= weights.remove(victim);
      forgotten++;
      // One that goes on must not go on growing out of sight.
      victim.stopRecording();
    }
  }
}
