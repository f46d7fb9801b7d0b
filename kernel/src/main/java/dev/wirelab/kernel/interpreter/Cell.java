package dev.wirelab.kernel.interpreter;

import dev.wirelab.kernel.display.Screen;

/// A cell to run.
///
/// @param number its `In [n]`
/// @param code its text
/// @param screen where its output goes, now and later: a thread that outlives its cell still prints
///   under it
/// @param locked whether it is a grader's own, in a notebook that is run for marks
public record Cell(int number, String code, Screen screen, boolean locked) {

  /// A cell of somebody who writes in the notebook.
  public Cell(int number, String code, Screen screen) {
    this(number, code, screen, false);
  }
}
