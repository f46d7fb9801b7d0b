package dev.wirelab.lab;

import java.util.List;
import java.util.stream.Collectors;

/// What is counted of a cell that gives marks.
///
/// @param most what all checks together are worth
/// @param thread the cell's own; others may do what they like
/// @param reports those that were made; grows
record Marks(double most, Thread thread, List<Report> reports) {

  boolean isOfThisThread() {
    return thread == Thread.currentThread();
  }

  /// All checks in one table, with what each expected and saw: it is read when the marks are given
  /// back, so nothing needs to be kept from anybody.
  Score score() {
    var names = reports.stream().map(Report::exercise).distinct();
    var outcomes = reports.stream().flatMap(report -> report.outcomes().stream()).toList();
    return new Score(
        new Report(names.collect(Collectors.joining(", ")), outcomes, false, false), most);
  }
}
