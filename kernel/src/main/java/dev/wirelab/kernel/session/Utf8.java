package dev.wirelab.kernel.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/// Octets of UTF-8 to text, where a character may come in pieces. Not thread-safe.
final class Utf8 {

  private byte[] kept = {};

  /// The characters that these octets complete.
  String text(byte[] octets, int offset, int length) {
    byte[] all = Arrays.copyOf(kept, kept.length + length);
    System.arraycopy(octets, offset, all, kept.length, length);
    int end = all.length - unfinished(all);
    kept = Arrays.copyOfRange(all, end, all.length);
    return new String(all, 0, end, UTF_8);
  }

  /// What is left of a character that nobody completed.
  String rest() {
    var rest = new String(kept, UTF_8);
    kept = new byte[0];
    return rest;
  }

  /// How many octets at the end begin a character and do not complete it.
  private static int unfinished(byte[] octets) {
    for (int i = 1; i <= Math.min(3, octets.length); i++) {
      int octet = octets[octets.length - i] & 0xFF;
      if (octet >= 0xC0) {
        int whole = octet >= 0xF0 ? 4 : octet >= 0xE0 ? 3 : 2;
        return whole > i ? i : 0;
      }
      if (octet < 0x80) {
        return 0;
      }
    }
    return 0;
  }
}
