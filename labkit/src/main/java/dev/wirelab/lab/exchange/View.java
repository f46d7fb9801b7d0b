package dev.wirelab.lab.exchange;

import dev.wirelab.lab.show.Html;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Lines of a conversation as text and as HTML. Neither shows ports, nor times unless asked to: one
/// conversation under the lab's clock gives the same octets on every machine.
///
/// @param lines the lines to show
/// @param omitted octets in the middle of a very long conversation that were not kept
/// @param secrets whether to show passwords and the like
/// @param times whether the table says when each line passed
/// @param form how the lines are written
public record View(
    Protocol protocol, List<Line> lines, long omitted, boolean secrets, boolean times, Form form) {

  /// Longer messages are shown by their two ends.
  private static final int LONG_BLOCK = 200;

  private static final int HEAD = 100;
  private static final int TAIL = 20;

  /// Longer messages are folded away in HTML.
  private static final int OPEN_BLOCK = 20;

  private static final double NANOS_A_MILLISECOND = 1e6;

  public View {
    lines = List.copyOf(lines);
  }

  /// Secrets masked, without times, as it is spoken.
  public static View of(Protocol protocol, List<Line> lines, long omitted) {
    return new View(protocol, lines, omitted, false, false, Form.SPOKEN);
  }

  /// Other lines of the same conversation.
  public View with(List<Line> others) {
    return new View(protocol, others, omitted, secrets, times, form);
  }

  /// Passwords and the like can be read.
  public View withSecrets() {
    return new View(protocol, lines, omitted, true, times, form);
  }

  /// The table says when each line passed.
  public View withTimes() {
    return new View(protocol, lines, omitted, secrets, true, form);
  }

  /// Every octet of a line, escaped where it is no ASCII letter.
  public View raw() {
    return new View(protocol, lines, omitted, secrets, times, Form.RAW);
  }

  /// A hex dump.
  public View hex() {
    return new View(protocol, lines, omitted, secrets, times, Form.HEX);
  }

  /// A line after `C: ` or `S: `.
  public static String spoken(Peer from, String line) {
    return (from == Peer.CLIENT ? "C: " : "S: ") + line;
  }

  /// The lines with `C: ` and `S: ` before them, as textbooks print a conversation.
  public String text() {
    Function<Line, String> written =
        switch (form) {
          case SPOKEN -> line -> spoken(line.from(), shown(line));
          case RAW -> line -> spoken(line.from(), Form.raw(line, secrets));
          case HEX -> {
            var offsets = Form.offsets(lines);
            yield line -> Form.hex(line, offsets.get(line), secrets);
          }
        };
    var text = new ArrayList<String>();
    for (var row : Row.of(lines)) {
      switch (row) {
        case Row.One(var line) -> text.add(written.apply(line));
        case Row.Block block -> text.addAll(ends(block, written));
      }
    }
    if (omitted > 0) {
      text.add(Wording.say("transcript.omitted", omitted));
    }
    return String.join("\n", text);
  }

  /// A table: number, sender, the line with its end, its octets, and what it means; octets in full
  /// as lines of text.
  public Html html() {
    return form == Form.SPOKEN ? table() : new Html().lines(text());
  }

  private Html table() {
    var html = new Html().table("wirelab-transcript", caption(), columns());
    Row.of(lines).forEach(row -> row(html, row));
    html.endTable();
    if (omitted > 0) {
      html.paragraph(Wording.say("transcript.omitted", omitted));
    }
    return html;
  }

  /// Which conversation this is.
  public String caption() {
    return Wording.say("transcript.caption", protocol.name(), lines.size());
  }

  private List<String> columns() {
    var columns = new ArrayList<>(List.of(Wording.say("transcript.number")));
    if (times) {
      columns.add(Wording.say("transcript.time"));
    }
    columns.add(Wording.say("transcript.who"));
    columns.add(Wording.say("transcript.line"));
    columns.add(Wording.say("transcript.octets"));
    columns.add(Wording.say("transcript.meaning"));
    return columns;
  }

  private void row(Html html, Row row) {
    var first = row.lines().getFirst();
    html.row(first.from() == Peer.CLIENT ? "wirelab-client" : "wirelab-server", row.numbers());
    if (times) {
      html.cell(String.format(Locale.ROOT, "%.3f", first.time().toNanos() / NANOS_A_MILLISECOND));
    }
    html.cell(who(first.from()));
    switch (row) {
      case Row.One(var line) ->
          html.cell(new Html().code(shown(line)).text(" ").remark(line.ending().sign()));
      case Row.Block(var all) ->
          html.cell(
              new Html()
                  .details(
                      Wording.say("transcript.payload", all.size(), row.octets()),
                      all.size() <= OPEN_BLOCK,
                      new Html().lines(String.join("\n", ends(row, this::payload)))));
    }
    html.cell(String.valueOf(row.octets()));
    html.cell(Explanation.of(protocol, first).html());
    html.endRow();
  }

  static String who(Peer peer) {
    return Wording.say(peer == Peer.CLIENT ? "transcript.client" : "transcript.server");
  }

  /// A line of a message; its end is worth a sign only where it is not the usual one.
  private String payload(Line line) {
    return line.ending() == Ending.CRLF ? shown(line) : shown(line) + " " + line.ending().sign();
  }

  private static List<String> ends(Row row, Function<Line, String> form) {
    var all = row.lines();
    if (all.size() <= LONG_BLOCK) {
      return all.stream().map(form).toList();
    }
    var shown = new ArrayList<>(all.subList(0, HEAD).stream().map(form).toList());
    var middle = new Row.Block(all.subList(HEAD, all.size() - TAIL));
    shown.add(Wording.say("transcript.cut", middle.lines().size(), middle.octets()));
    shown.addAll(all.subList(all.size() - TAIL, all.size()).stream().map(form).toList());
    return shown;
  }

  String shown(Line line) {
    return secrets ? line.unmasked() : line.shown();
  }
}
