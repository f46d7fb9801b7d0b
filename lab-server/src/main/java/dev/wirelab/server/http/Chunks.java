package dev.wirelab.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Sends what is written in chunks (RFC 9112, 7.1): one for each flush, or for as much as is kept.
final class Chunks extends OutputStream {

  private static final int LARGEST = 16 * 1024;

  private final OutputStream out;
  private final ByteArrayOutputStream chunk = new ByteArrayOutputStream();

  Chunks(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int octet) throws IOException {
    chunk.write(octet);
    if (chunk.size() >= LARGEST) {
      flush();
    }
  }

  @Override
  public void flush() throws IOException {
    if (chunk.size() > 0) {
      line(Integer.toHexString(chunk.size()));
      chunk.writeTo(out);
      line("");
      chunk.reset();
    }
  }

  /// Says that there is no more.
  void end() throws IOException {
    flush();
    line("0");
    line("");
  }

  private void line(String text) throws IOException {
    out.write((text + "\r\n").getBytes(ISO_8859_1));
  }
}
