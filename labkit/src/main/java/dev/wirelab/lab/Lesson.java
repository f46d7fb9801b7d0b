package dev.wirelab.lab;

import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.lab.show.Blackboard;
import dev.wirelab.lab.show.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the exercises of a notebook have in common: where they are shown, the hints that were had,
/// and how far the learner has come.
final class Lesson {

  private final Blackboard board;
  private final boolean terse;
  private final Function<Throwable, Optional<String>> teller;
  private final Hints hints = new Hints();
  private final SavedProgress saved;
  private SequencedMap<String, ProgressTable.Standing> standings;
  private Consumer<Displayable> table = _ -> {};
  private Marks marks;
  private int asking;

  /// @param terse whether reports name what did not pass, and no more
  /// @param teller how a failure of a cell's code reads, with its place
  /// @param saved where that is kept which the learner has reached
  Lesson(
      Blackboard board,
      boolean terse,
      Function<Throwable, Optional<String>> teller,
      SavedProgress saved) {
    this.board = board;
    this.terse = terse;
    this.teller = teller;
    this.saved = saved;
  }

  String told(Throwable failure) {
    return teller.apply(failure).orElseGet(() -> Outcome.said(failure));
  }

  boolean terse() {
    return terse;
  }

  Hints hints() {
    return hints;
  }

  /// Shows how far the learner has come. From here on the table changes in place.
  ///
  /// @param exercises those that the lesson has, in its order
  synchronized void showProgress(List<String> exercises) {
    var known = standings();
    exercises.forEach(name -> known.putIfAbsent(name, ProgressTable.Standing.UNTRIED));
    exercises.reversed().forEach(name -> known.putFirst(name, known.get(name)));
    table = board.post(table());
  }

  /// An exercise was verified.
  ///
  /// @param steps its hints
  synchronized void verified(Report report, List<String> steps) {
    hints.turnTo(report.exercise(), steps);
    standings()
        .merge(report.exercise(), ProgressTable.Standing.of(report), ProgressTable.Standing::then);
    saved.write(standings()).ifPresent(board::print);
    table.accept(table());
  }

  /// From here on reports of this thread are counted.
  ///
  /// @param most what all their checks are worth
  synchronized void count(double most) {
    marks = new Marks(most, Thread.currentThread(), new ArrayList<>());
  }

  /// Whether this report was counted, so that nothing else need be said of it. What the code does
  /// that is being marked, within a check or beside it, does not count.
  synchronized boolean counts(Report report) {
    return marks != null && marks.isOfThisThread() && asking == 0 && marks.reports().add(report);
  }

  /// What was counted; from here on nothing is.
  synchronized Score score() {
    var counted = marks;
    marks = null;
    if (counted == null || counted.reports().isEmpty()) {
      throw new IllegalStateException(Wording.say("score.nothing"));
    }
    return counted.score();
  }

  /// Has checks made: until they are, no other is counted.
  List<Outcome> ask(Supplier<List<Outcome>> checks) {
    synchronized (this) {
      asking++;
    }
    try {
      return checks.get();
    } finally {
      synchronized (this) {
        asking--;
      }
    }
  }

  void show(Report report) {
    board.display(report);
  }

  private ProgressTable table() {
    return new ProgressTable(standings());
  }

  /// Read when it is first asked for: most kernels never ask.
  private SequencedMap<String, ProgressTable.Standing> standings() {
    if (standings == null) {
      standings = saved.read();
    }
    return standings;
  }
}
