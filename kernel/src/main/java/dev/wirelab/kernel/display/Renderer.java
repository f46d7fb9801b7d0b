package dev.wirelab.kernel.display;

/// How values of a type are shown.
///
/// @see Renderers#register
@FunctionalInterface
public interface Renderer<T> {

  /// The forms of a value. Runs on the thread that shows the value, where an interrupt of the cell
  /// reaches it; what it throws, the cell throws.
  ///
  /// @param value never null
  /// @return not null; where it holds no `text/plain`, the value's text is added
  Displayable render(T value);
}
