package dev.wirelab.lab;

import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.MimeBundle;

/// Something to look at: a diagram, a chart, a comparison. A cell's result, or a value for
/// `display`; as text it is what is seen where there are no pictures.
///
/// ```java
/// smtp.transcript().diagram()              // a cell's result: drawn
/// smtp.transcript().diagram().toString()   // client  <──  server  220 foo.com ...
/// ```
///
/// @param mimeBundle its forms, plain text among them
public record Figure(MimeBundle mimeBundle) implements Displayable {

  @Override
  public String toString() {
    return String.valueOf(mimeBundle.data().get("text/plain"));
  }
}
