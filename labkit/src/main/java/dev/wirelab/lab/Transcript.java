package dev.wirelab.lab;

import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.lab.exchange.Exchange;
import dev.wirelab.lab.exchange.Line;
import dev.wirelab.lab.exchange.View;
import dev.wirelab.lab.show.Html;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Protocol;
import java.util.List;

/// What two programs said to each other, or a part of it, as it was when it was asked for.
///
/// As text it has one line for each line that passed, with `C: ` or `S: ` before it. In a notebook
/// it is a table that also explains the lines. Secrets of a login are masked in both.
///
/// ```java
/// smtp.transcript()                 // a cell's result: the table
/// smtp.transcript().toString()      // S: 220 foo.com Simple Mail Transfer Service Ready ...
/// smtp.transcript().withSecrets()   // the same, with the passwords
/// ```
public final class Transcript implements Displayable {

  private final View view;

  private Transcript(View view) {
    this.view = view;
  }

  static Transcript of(Dialogue dialogue) {
    var protocol = dialogue.protocol();
    return new Transcript(
        new View(
            protocol, Exchange.read(protocol, dialogue.segments()), dialogue.omitted(), false));
  }

  /// The protocol that was spoken.
  public Protocol protocol() {
    return view.protocol();
  }

  /// The lines in the order in which they passed. They hold what was sent, secrets included.
  public List<Line> lines() {
    return view.lines();
  }

  /// The same, with passwords and other secrets readable.
  public Transcript withSecrets() {
    return new Transcript(new View(view.protocol(), view.lines(), view.omitted(), true));
  }

  /// What came after the first `count` lines; the lines keep their numbers.
  Transcript after(int count) {
    var lines = view.lines();
    return new Transcript(
        new View(
            view.protocol(),
            lines.subList(Math.min(count, lines.size()), lines.size()),
            view.omitted(),
            false));
  }

  /// The lines with `C: ` and `S: ` before them.
  @Override
  public String toString() {
    return view.text();
  }

  @Override
  public MimeBundle mimeBundle() {
    if (lines().isEmpty()) {
      return MimeBundle.text(Wording.say("transcript.empty"));
    }
    return MimeBundle.text(view.text()).with("text/html", view.html().toString());
  }

  Html html() {
    return view.html();
  }
}
