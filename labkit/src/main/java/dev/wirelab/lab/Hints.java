package dev.wirelab.lab;

import dev.wirelab.lab.show.Wording;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The hints that a learner has had: one at a time, and only when asked for.
final class Hints {

  private final Map<String, Integer> given = new HashMap<>();
  private String exercise = "";
  private List<String> steps = List.of();

  /// From now on the hints are those of this exercise.
  synchronized void turnTo(String exercise, List<String> steps) {
    this.exercise = exercise;
    this.steps = List.copyOf(steps);
  }

  /// The next hint, or why there is none.
  synchronized String next() {
    if (exercise.isEmpty()) {
      return Wording.say("hint.no.exercise");
    }
    if (steps.isEmpty()) {
      return Wording.say("hint.none", exercise);
    }
    int number = given.getOrDefault(exercise, 0);
    if (number >= steps.size()) {
      given.remove(exercise);
      return Wording.say("hint.no.more");
    }
    given.put(exercise, number + 1);
    return Wording.say("hint.step", number + 1, steps.size(), steps.get(number));
  }
}
