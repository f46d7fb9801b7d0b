package dev.wirelab.lab.exchange;

import dev.wirelab.lab.show.TextTable;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.wire.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How many octets each side sent, and when: as a chart in the language of Vega-Lite, which shows
/// the two sides below each other and needs no colours, and as text.
public final class Timeline {

  private static final String SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json";
  private static final int WIDTH = 480;
  private static final int HEIGHT = 80;

  private final View view;
  private final String axis;
  private final List<Bar> bars;

  /// @param from where it begins on the axis
  /// @param to where it ends
  private record Bar(String label, double from, double to, Peer who, long octets) {}

  private Timeline(View view, String axis, List<Bar> bars) {
    this.view = view;
    this.axis = axis;
    this.bars = bars;
  }

  /// Over the lines in the order in which they passed, a message's lines in one: the same whenever
  /// the same is said.
  public static Timeline inOrder(View view) {
    var bars = new ArrayList<Bar>();
    for (var row : Row.of(view.lines())) {
      int first = row.lines().getFirst().number();
      int last = row.lines().getLast().number();
      bars.add(new Bar(row.numbers(), first - 0.5, last + 0.5, row.from(), row.octets()));
    }
    return new Timeline(view, Wording.say("timeline.lines"), bars);
  }

  /// Over the time since the connection began, in slots of that length.
  public static Timeline inTime(View view, Duration slot) {
    var octets = new TreeMap<Long, Map<Peer, Long>>();
    for (var line : view.lines()) {
      octets
          .computeIfAbsent(line.time().dividedBy(slot), _ -> new TreeMap<>())
          .merge(line.from(), (long) line.size(), Long::sum);
    }
    double length = slot.toNanos() / 1e6;
    var bars = new ArrayList<Bar>();
    octets.forEach((number, sides) ->
        sides.forEach((who, sum) -> {
          double from = number * length;
          bars.add(new Bar(plain(from), from, from + length, who, sum));
        }));
    return new Timeline(view, Wording.say("timeline.milliseconds"), bars);
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? "" + (long) number : "" + number;
  }

  /// The chart in the language of Vega-Lite, version 5.
  public Map<String, Object> spec() {
    var values = bars.stream().map(Timeline::value).toList();
    return json(
        "$schema", SCHEMA,
        "title", view.caption(),
        "description", Wording.say("timeline.description", view.caption()),
        // SVG tells screen readers what is drawn; the menu of actions has no name for them.
        "usermeta", json("embedOptions", json("actions", false, "renderer", "svg")),
        "data", json("values", values),
        "mark", json("type", "bar", "minBandSize", 2),
        "width", WIDTH,
        "height", HEIGHT,
        "encoding",
            json(
                "x", json("field", "from", "type", "quantitative", "bin", "binned", "title", axis),
                "x2", json("field", "to"),
                "y", json("field", "octets", "type", "quantitative", "title", octets()),
                "row", json("field", "who", "type", "nominal", "title", null),
                "tooltip",
                    List.of(
                        json("field", "at", "title", axis),
                        json("field", "who", "title", Wording.say("transcript.who")),
                        json("field", "octets", "title", octets()))));
  }

  private static Map<String, Object> value(Bar bar) {
    return json(
        "at", bar.label(),
        "from", bar.from(),
        "to", bar.to(),
        "who", View.who(bar.who()),
        "octets", bar.octets());
  }

  private static String octets() {
    return Wording.say("transcript.octets");
  }

  /// An object whose members keep their order: the same chart is the same text.
  private static Map<String, Object> json(Object... members) {
    var object = new LinkedHashMap<String, Object>();
    for (int i = 0; i < members.length; i += 2) {
      object.put((String) members[i], members[i + 1]);
    }
    return object;
  }

  /// The chart as text: a bar of signs for each that is drawn.
  public String text() {
    long most = bars.stream().map(Bar::octets).max(Comparator.naturalOrder()).orElse(1L);
    var table = new TextTable().row(axis, Wording.say("transcript.who"), octets(), "");
    for (var bar : bars) {
      int length = (int) Math.max(1, 30 * bar.octets() / most);
      table.row(bar.label(), View.who(bar.who()), "" + bar.octets(), "█".repeat(length));
    }
    return table.toString();
  }
}
