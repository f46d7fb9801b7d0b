package dev.wirelab.lab;

import dev.wirelab.lab.show.Visible;
import dev.wirelab.lab.show.Wording;
import java.util.concurrent.Callable;

/// A check that was made.
///
/// @param name what was checked, in a sentence
/// @param rfc the section that says so, or an empty string
record Outcome(Verdict verdict, String name, Finding finding, String rfc) {

  /// Makes a check. One that cannot be made says so, and has not passed.
  static Outcome of(String name, String rfc, Callable<Finding> question) {
    try {
      var finding = question.call();
      return new Outcome(finding.met() ? Verdict.PASSED : Verdict.FAILED, name, finding, rfc);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return broken(name, rfc, e);
    } catch (Exception | AssertionError | StackOverflowError e) {
      return broken(name, rfc, e);
    }
  }

  private static Outcome broken(String name, String rfc, Throwable e) {
    var seen = Wording.say("check.broken", Visible.line(said(e)));
    return new Outcome(
        Verdict.BROKEN, name, new Finding(false, Wording.say("check.an.answer"), seen, ""), rfc);
  }

  /// An exception's name and message.
  static String said(Throwable e) {
    var why = e.getMessage() == null ? "" : ": " + e.getMessage();
    return e.getClass().getSimpleName() + why;
  }

  boolean passed() {
    return verdict == Verdict.PASSED;
  }

  /// How it ended, and nothing of what it looked for.
  String headline() {
    return verdict.words() + ": " + name;
  }

  /// One line if it passed; else what was expected, what was seen and where.
  String text() {
    var text = new StringBuilder(headline());
    if (!passed()) {
      detail(text, "check.expected", finding.expected());
      detail(text, "check.seen", finding.seen());
      detail(text, "check.where", finding.where());
      detail(text, "check.see", rfc);
    }
    return text.toString();
  }

  private static void detail(StringBuilder text, String label, String value) {
    if (!value.isEmpty()) {
      text.append("\n    ")
          .append(Wording.say(label))
          .append(": ")
          .append(value.replace("\n", "\n      "));
    }
  }
}
