package dev.wirelab.kernel.extension;

import dev.wirelab.kernel.display.Renderer;
import java.util.Optional;

/// The notebook as an extension sees it: where it leaves what its learners shall find.
public interface Notebook {

  /// Imports for every cell, each as it stands between `import` and the semicolon: `java.util.*`,
  /// `static java.lang.Math.*`, `module java.base`.
  void imports(String... imports);

  /// Declares a variable that every cell sees.
  ///
  /// @throws IllegalArgumentException if the name is not a Java identifier, or the type is not
  ///   public and so cannot be named in a cell
  <T> void variable(String name, Class<T> type, T value);

  /// Adds a magic, `name` without the percent signs. A later one of the same name replaces it.
  void cellMagic(String name, CellMagic magic);

  /// Adds a magic for a line, `name` without the percent sign. A later one of the same name
  /// replaces it.
  void lineMagic(String name, LineMagic magic);

  /// What the cells have made of this notebook, for magics.
  Workspace workspace();

  /// Shows values of a type that is not [dev.wirelab.kernel.display.Displayable] itself.
  ///
  /// @see dev.wirelab.kernel.display.Renderers#register
  <T> void renderer(Class<T> type, Renderer<? super T> renderer);

  /// The comms of this kernel, over which front ends speak to objects in it.
  Comms comms();

  /// A failure as it reads under a cell: the exception and its causes, each with the lines of cells
  /// that it came through. For failures on threads that no cell waits for; any thread may ask.
  ///
  /// @return nothing for what ends the threads of an interrupted cell, which is no failure
  Optional<String> told(Throwable failure);

  /// Closes something when the kernel shuts down, last registered first.
  void onShutdown(AutoCloseable resource);
}
