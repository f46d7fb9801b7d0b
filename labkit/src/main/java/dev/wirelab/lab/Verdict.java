package dev.wirelab.lab;

import dev.wirelab.lab.show.Wording;
import java.util.Locale;

/// How a check ended. Only [#PASSED] counts as done.
enum Verdict {
  PASSED("✔"),
  FAILED("✘"),
  /// The check could not be made: nobody knows.
  BROKEN("⚠");

  private final String sign;

  Verdict(String sign) {
    this.sign = sign;
  }

  /// The sign and the word for it.
  String words() {
    return sign + " " + Wording.say("verdict." + name().toLowerCase(Locale.ROOT));
  }
}
