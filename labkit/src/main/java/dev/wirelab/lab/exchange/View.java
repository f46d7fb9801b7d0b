package dev.wirelab.lab.exchange;

import dev.wirelab.lab.show.Html;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Lines of a conversation as text and as HTML. Neither shows times or ports: one conversation
/// under the lab's clock gives the same octets on every machine.
///
/// @param lines the lines to show
/// @param omitted octets in the middle of a very long conversation that were not kept
/// @param secrets whether to show passwords and the like
public record View(Protocol protocol, List<Line> lines, long omitted, boolean secrets) {

  /// Longer messages are shown by their two ends.
  private static final int LONG_BLOCK = 200;

  private static final int HEAD = 100;
  private static final int TAIL = 20;

  /// Longer messages are folded away in HTML.
  private static final int OPEN_BLOCK = 20;

  /// A line after `C: ` or `S: `.
  public static String spoken(Peer from, String line) {
    return (from == Peer.CLIENT ? "C: " : "S: ") + line;
  }

  /// The lines with `C: ` and `S: ` before them, as textbooks print a conversation.
  public String text() {
    var text = new ArrayList<String>();
    for (var row : Row.of(lines)) {
      switch (row) {
        case Row.One(var line) -> text.add(spoken(line.from(), shown(line)));
        case Row.Block block -> text.addAll(ends(block, line -> spoken(line.from(), shown(line))));
      }
    }
    if (omitted > 0) {
      text.add(Wording.say("transcript.omitted", omitted));
    }
    return String.join("\n", text);
  }

  /// A table: number, sender, the line with its end, its octets, and what it means.
  public Html html() {
    var html =
        new Html()
            .table(
                "wirelab-transcript",
                Wording.say("transcript.caption", protocol.name(), lines.size()),
                List.of(
                    Wording.say("transcript.number"),
                    Wording.say("transcript.who"),
                    Wording.say("transcript.line"),
                    Wording.say("transcript.octets"),
                    Wording.say("transcript.meaning")));
    Row.of(lines).forEach(row -> row(html, row));
    html.endTable();
    if (omitted > 0) {
      html.paragraph(Wording.say("transcript.omitted", omitted));
    }
    return html;
  }

  private void row(Html html, Row row) {
    switch (row) {
      case Row.One(var line) ->
          row(
              html,
              line.from(),
              String.valueOf(line.number()),
              new Html().code(shown(line)).text(" ").remark(line.ending().sign()),
              line.size(),
              Explanation.of(protocol, line));
      case Row.Block block -> {
        var numbers = block.lines().getFirst().number() + "–" + block.lines().getLast().number();
        row(
            html,
            block.from(),
            block.lines().size() == 1 ? "" + block.lines().getFirst().number() : numbers,
            new Html()
                .details(
                    Wording.say("transcript.payload", block.lines().size(), block.octets()),
                    block.lines().size() <= OPEN_BLOCK,
                    new Html().lines(String.join("\n", ends(block, this::payload)))),
            block.octets(),
            Explanation.of(protocol, block.lines().getFirst()));
      }
    }
  }

  private static void row(
      Html html, Peer from, String number, Html line, int octets, Explanation explanation) {
    html.row(from == Peer.CLIENT ? "wirelab-client" : "wirelab-server", number)
        .cell(Wording.say(from == Peer.CLIENT ? "transcript.client" : "transcript.server"))
        .cell(line)
        .cell(String.valueOf(octets))
        .cell(explanation.html())
        .endRow();
  }

  /// A line of a message; its end is worth a sign only where it is not the usual one.
  private String payload(Line line) {
    return line.ending() == Ending.CRLF ? shown(line) : shown(line) + " " + line.ending().sign();
  }

  private List<String> ends(Row.Block block, Function<Line, String> form) {
    var all = block.lines();
    if (all.size() <= LONG_BLOCK) {
      return all.stream().map(form).toList();
    }
    var shown = new ArrayList<>(all.subList(0, HEAD).stream().map(form).toList());
    var middle = new Row.Block(all.subList(HEAD, all.size() - TAIL));
    shown.add(Wording.say("transcript.cut", middle.lines().size(), middle.octets()));
    shown.addAll(all.subList(all.size() - TAIL, all.size()).stream().map(form).toList());
    return shown;
  }

  private String shown(Line line) {
    return secrets ? line.unmasked() : line.shown();
  }
}
