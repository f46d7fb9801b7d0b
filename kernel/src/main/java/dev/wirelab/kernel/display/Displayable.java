package dev.wirelab.kernel.display;

/// A value that knows how it wants to be shown when it is a cell's result or is passed to
/// `display`.
public interface Displayable {

  /// The forms of this value. It should hold `text/plain`; where it does not, the kernel adds
  /// `toString()`.
  MimeBundle mimeBundle();
}
