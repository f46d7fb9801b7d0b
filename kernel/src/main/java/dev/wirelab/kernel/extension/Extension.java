package dev.wirelab.kernel.extension;

import java.util.List;

/// What preloads a notebook with more than Java: imports, variables, magics and renderers.
///
/// The kernel finds extensions by `java.util.ServiceLoader` and calls each once, before the first
/// cell. An extension that throws is logged and left out; the kernel goes on without it.
public interface Extension {

  /// Adds what this extension brings. Called while the front end waits for the first result, so
  /// anything slow belongs into the first use.
  void install(Notebook notebook) throws Exception;

  /// Cells that use this extension the way its learners will, and run to their end. They are run
  /// once when the kernel is installed, so that what they load and compile is at hand at every
  /// later start.
  default List<String> trainingCells() {
    return List.of();
  }
}
