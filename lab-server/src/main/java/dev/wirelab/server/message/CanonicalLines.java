package dev.wirelab.server.message;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Passes a message on with CR LF at the end of each line (RFC 5322, 2.3), whatever ended it
/// before. What came by SMTP has nothing else; what was put in otherwise may, and a CR or LF of its
/// own would have some clients see lines, and a lone dot on them, that others do not.
public final class CanonicalLines extends FilterOutputStream {

  private boolean atLineStart = true;
  private boolean afterReturn;

  public CanonicalLines(OutputStream to) {
    super(to);
  }

  @Override
  public void write(int octet) throws IOException {
    boolean rest = afterReturn && octet == '\n';
    afterReturn = octet == '\r';
    if (rest) {
      return;
    }
    atLineStart = octet == '\r' || octet == '\n';
    if (atLineStart) {
      out.write('\r');
      out.write('\n');
    } else {
      out.write(octet);
    }
  }

  /// Ends the last line, if it has no end.
  public void endLine() throws IOException {
    if (!atLineStart) {
      write('\n');
    }
  }
}
