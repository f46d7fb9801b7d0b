package dev.wirelab.lab;

import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.lab.show.Html;
import dev.wirelab.lab.show.Wording;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How an exercise stands: every check with its verdict.
///
/// @param hints whether there are hints to ask for
/// @param terse whether it names what did not pass, and no more
record Report(String exercise, List<Outcome> outcomes, boolean hints, boolean terse)
    implements Displayable {

  boolean passed() {
    return outcomes.stream().allMatch(Outcome::passed);
  }

  /// One line: the exercise and how many checks passed.
  String summary() {
    return Wording.say("report.summary", exercise, passedChecks(), outcomes.size());
  }

  int passedChecks() {
    return (int) outcomes.stream().filter(Outcome::passed).count();
  }

  private String advice() {
    return !passed() && hints && !terse ? Wording.say("report.hint") : "";
  }

  @Override
  public String toString() {
    var text =
        terse
            ? outcomes.stream()
                .filter(outcome -> !outcome.passed())
                .map(Outcome::headline)
                .collect(Collectors.joining("\n"))
            : outcomes.stream().map(Outcome::text).collect(Collectors.joining("\n"));
    return (summary() + "\n" + text + "\n" + advice()).strip();
  }

  @Override
  public MimeBundle mimeBundle() {
    return MimeBundle.text(toString()).with("text/html", html().toString());
  }

  /// A table of the checks; where it is to be terse, the text.
  Html html() {
    if (terse) {
      return new Html().lines(toString());
    }
    var html =
        new Html()
            .table(
                "wirelab-report",
                summary(),
                List.of(
                    Wording.say("report.verdict"),
                    Wording.say("report.check"),
                    Wording.say("check.expected"),
                    Wording.say("check.seen"),
                    Wording.say("check.where"),
                    Wording.say("check.see")));
    for (var outcome : outcomes) {
      html.row(
              "wirelab-" + outcome.verdict().name().toLowerCase(Locale.ROOT),
              outcome.verdict().words())
          .cell(outcome.name())
          .cell(new Html().code(outcome.finding().expected()))
          .cell(new Html().code(outcome.finding().seen()))
          .cell(outcome.finding().where())
          .cell(new Html().reference(outcome.rfc()))
          .endRow();
    }
    html.endTable();
    if (!advice().isEmpty()) {
      html.paragraph(advice());
    }
    return html;
  }
}
