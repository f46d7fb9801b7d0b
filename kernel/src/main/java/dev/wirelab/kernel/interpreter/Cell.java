package dev.wirelab.kernel.interpreter;

import dev.wirelab.kernel.display.Screen;

/// A cell to run.
///
/// @param number its `In [n]`
/// @param code its text
/// @param screen where its output goes, now and later: a thread that outlives its cell still prints
///   under it
public record Cell(int number, String code, Screen screen) {}
