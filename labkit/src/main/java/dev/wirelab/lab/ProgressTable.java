package dev.wirelab.lab;

import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.lab.show.Html;
import dev.wirelab.lab.show.TextTable;
import dev.wirelab.lab.show.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// How far a learner has come with the exercises of a lesson.
record ProgressTable(SequencedMap<String, Standing> standings) implements Displayable {

  /// How an exercise stands at its best so far: what passed once was understood, and need not pass
  /// again after a reset.
  ///
  /// @param of how many checks it has; 0 if it was never verified
  record Standing(int passed, int of, int tries) {

    static final Standing UNTRIED = new Standing(0, 0, 0);

    static Standing of(Report report) {
      return new Standing(report.passedChecks(), report.outcomes().size(), 1);
    }

    Standing then(Standing later) {
      var best = done() || passed > later.passed && !later.done() ? this : later;
      return new Standing(best.passed, best.of, tries + later.tries);
    }

    boolean done() {
      return of > 0 && passed == of;
    }

    private String result() {
      if (tries == 0) {
        return Wording.say("progress.untried");
      }
      return (done() ? Verdict.PASSED : Verdict.FAILED).words();
    }

    private String checks() {
      return tries == 0 ? "" : Wording.say("progress.of", passed, of);
    }
  }

  ProgressTable(Map<String, Standing> standings) {
    this((SequencedMap<String, Standing>) new LinkedHashMap<>(standings));
  }

  private String caption() {
    long done = standings.values().stream().filter(Standing::done).count();
    return Wording.say("progress.caption", done, standings.size());
  }

  private static List<String> columns() {
    return List.of(
        Wording.say("progress.exercise"),
        Wording.say("progress.result"),
        Wording.say("progress.checks"),
        Wording.say("progress.tries"));
  }

  private List<List<String>> rows() {
    var rows = new ArrayList<List<String>>();
    standings.forEach((exercise, standing) ->
        rows.add(
            List.of(
                exercise,
                standing.result(),
                standing.checks(),
                standing.tries() == 0 ? "" : String.valueOf(standing.tries()))));
    return rows;
  }

  @Override
  public String toString() {
    if (standings.isEmpty()) {
      return caption();
    }
    var table = new TextTable().row(columns().toArray(String[]::new));
    rows().forEach(row -> table.row(row.toArray(String[]::new)));
    return caption() + "\n" + table;
  }

  @Override
  public MimeBundle mimeBundle() {
    var html = new Html().table("wirelab-progress", caption(), columns());
    for (var row : rows()) {
      html.row("wirelab-exercise", row.getFirst());
      row.subList(1, row.size()).forEach(html::cell);
      html.endRow();
    }
    return MimeBundle.text(toString()).with("text/html", html.endTable().toString());
  }
}
