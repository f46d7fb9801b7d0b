package dev.wirelab.lab;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// Makes words that nobody sends by chance: eight letters and digits, none of which is easily taken
/// for another, and no vowels, so they spell nothing.
final class Nonce {

  private static final String SIGNS = "bcdfghjkmnpqrstvwxz23456789";
  private static final int LENGTH = 8;

  private Nonce() {}

  /// The word that belongs to a name: the same at every run.
  static String of(String fixture, String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((fixture + "\n" + name).getBytes(StandardCharsets.UTF_8));
      var word = new StringBuilder();
      for (int i = 0; i < LENGTH; i++) {
        word.append(i == LENGTH / 2 ? "-" : "")
            .append(SIGNS.charAt((digest[i] & 0xff) % SIGNS.length()));
      }
      return word.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /// A word that has never been there before.
  static String fresh() {
    return of("", UUID.randomUUID().toString());
  }
}
