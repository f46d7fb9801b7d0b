package dev.wirelab.server.pop3;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Lets a message's header, the blank line and the first lines of the body pass, nothing more (RFC
/// 1939, 7, TOP). Lines end with CR LF here.
final class TopLines extends FilterOutputStream {

  private int bodyLines;
  private boolean inBody;
  private int lineLength;

  TopLines(OutputStream to, int bodyLines) {
    super(to);
    this.bodyLines = bodyLines;
  }

  @Override
  public void write(int octet) throws IOException {
    if (inBody && bodyLines == 0) {
      return;
    }
    out.write(octet);
    lineLength++;
    if (octet != '\n') {
      return;
    }
    if (inBody) {
      bodyLines--;
    }
    inBody = inBody || lineLength == "\r\n".length();
    lineLength = 0;
  }
}
