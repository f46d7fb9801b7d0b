package dev.wirelab.server.pop3;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Puts a dot before each line that begins with one, so that none of them looks like the end (RFC
/// 1939, 3). Lines end with CR LF here.
final class DotStuffing extends FilterOutputStream {

  private boolean atLineStart = true;

  DotStuffing(OutputStream to) {
    super(to);
  }

  @Override
  public void write(int octet) throws IOException {
    if (atLineStart && octet == '.') {
      out.write('.');
    }
    out.write(octet);
    atLineStart = octet == '\n';
  }
}
