package dev.wirelab.lab;

import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.lab.exchange.Comparison;
import dev.wirelab.lab.exchange.Diagram;
import dev.wirelab.lab.exchange.Exchange;
import dev.wirelab.lab.exchange.Line;
import dev.wirelab.lab.exchange.Timeline;
import dev.wirelab.lab.exchange.View;
import dev.wirelab.lab.show.Html;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;
import dev.wirelab.server.wire.Recording;
import dev.wirelab.server.wire.capture.Capture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What two programs said to each other, or a part of it, as it was when it was asked for.
///
/// As text it has one line for each line that passed, with `C: ` or `S: ` before it. In a notebook
/// it is a table that also explains the lines. Secrets of a login are masked in both.
///
/// ```java
/// smtp.transcript()                         // a cell's result: the table
/// var transcript = smtp.transcript();
/// transcript.text()                         // S: 220 foo.com Simple Mail Transfer Service Ready ...
/// transcript.clientOnly().hex()             // what the client sent, octet by octet
/// transcript.diagram()                      // who says what to whom, as arrows
/// transcript.timeline()                     // how many octets each side sent
/// transcript.compare(lab.wire().last())     // two conversations side by side
/// ```
///
/// `transcript.save("x.pcapng")` writes it for Wireshark, `.txt` and `.json` for people.
public final class Transcript implements Displayable {

  private final Recording recording;
  private final View view;

  private Transcript(Recording recording, View view) {
    this.recording = recording;
    this.view = view;
  }

  static Transcript of(Dialogue dialogue) {
    var recording = dialogue.recording();
    var lines = Exchange.read(recording);
    return new Transcript(
        recording, View.of(recording.protocol(), lines, recording.omitted().all()));
  }

  private Transcript shown(View view) {
    return new Transcript(recording, view);
  }

  /// The protocol that was spoken.
  public Protocol protocol() {
    return view.protocol();
  }

  /// The lines in the order in which they passed, each with who sent it, when, and its octets. They
  /// hold what was sent, secrets included.
  public List<Line> lines() {
    return view.lines();
  }

  /// The lines with `C: ` and `S: ` before them.
  public String text() {
    return view.text();
  }

  /// What the client said, and not the server; the lines keep their numbers.
  public Transcript clientOnly() {
    return shown(view.with(lines().stream().filter(line -> line.from() == Peer.CLIENT).toList()));
  }

  /// The same, with passwords and other secrets readable.
  public Transcript withSecrets() {
    return shown(view.withSecrets());
  }

  /// The same, and the table says when each line passed, in milliseconds since the connection
  /// began: other ones at every run.
  public Transcript withTimes() {
    return shown(view.withTimes());
  }

  /// The same as octets that can be read: what is no ASCII letter is escaped, CR LF included.
  public Transcript raw() {
    return shown(view.raw());
  }

  /// The same as a hex dump: each side's octets counted from the first that is shown.
  public Transcript hex() {
    return shown(view.hex());
  }

  /// Who says what to whom, as a sequence diagram, which JupyterLab draws from version 4.1 on.
  public Figure diagram() {
    var diagram = new Diagram(view);
    return new Figure(MimeBundle.text(diagram.text()).with("text/vnd.mermaid", diagram.mermaid()));
  }

  /// How many octets each side sent, line by line in the order in which they passed: the same chart
  /// whenever the same is said.
  public Figure timeline() {
    return figure(Timeline.inOrder(view));
  }

  /// How many octets each side sent, over the time since the connection began. No two runs take the
  /// same time.
  ///
  /// @param slot how much time a bar stands for, `Duration.ofMillis(10)` for one
  /// @throws IllegalArgumentException if it is not more than nothing
  public Figure timeline(Duration slot) {
    if (!slot.isPositive()) {
      throw new IllegalArgumentException(Wording.say("timeline.slot", slot));
    }
    return figure(Timeline.inTime(view, slot));
  }

  private static Figure figure(Timeline timeline) {
    return new Figure(
        MimeBundle.text(timeline.text()).with("application/vnd.vegalite.v5+json", timeline.spec()));
  }

  /// This conversation and another one side by side, what is the same on the same row.
  public Figure compare(Transcript other) {
    var comparison = new Comparison(view, other.view);
    return new Figure(
        MimeBundle.text(comparison.text()).with("text/html", comparison.html().toString()));
  }

  /// Writes the whole conversation into a file, whatever part of it is shown here: `.pcapng` for
  /// Wireshark, with every octet, secrets included; `.txt` and `.json` for people, secrets masked.
  ///
  /// @param file where to; one that is there is replaced
  /// @return the file
  /// @throws IllegalArgumentException if its name ends otherwise; it says how it may
  /// @throws IOException if it cannot be written
  public Path save(String file) throws IOException {
    var capture = new Capture(List.of(recording), 0);
    var path = Path.of(file);
    if (file.endsWith(".pcapng")) {
      return Files.write(path, capture.pcapng());
    }
    if (file.endsWith(".txt")) {
      return Files.writeString(path, capture.text());
    }
    if (file.endsWith(".json")) {
      return Files.writeString(path, capture.json());
    }
    throw new IllegalArgumentException(Wording.say("transcript.save", file));
  }

  /// What came after the first `count` lines; the lines keep their numbers.
  Transcript after(int count) {
    return shown(view.with(lines().subList(Math.min(count, lines().size()), lines().size())));
  }

  /// As [#text()].
  @Override
  public String toString() {
    return text();
  }

  @Override
  public MimeBundle mimeBundle() {
    if (lines().isEmpty()) {
      return MimeBundle.text(Wording.say("transcript.empty"));
    }
    return MimeBundle.text(text()).with("text/html", html().toString());
  }

  Html html() {
    return view.html();
  }
}
