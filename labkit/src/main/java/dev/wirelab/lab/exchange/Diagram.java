package dev.wirelab.lab.exchange;

import dev.wirelab.lab.show.TextTable;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/// A conversation as a sequence diagram: an arrow for each thing that was said, in the language of
/// Mermaid and as text. What belongs to what was said before it, as the further lines of a reply or
/// the fields of a header, has no arrow of its own.
public final class Diagram {

  /// So many arrows fit on a page; of more, the first and the last are drawn.
  private static final int MOST = 40;

  private static final int LAST = 10;
  private static final int LONGEST_LABEL = 72;

  /// Signs that mean something to Mermaid, or to what it hands its labels on to.
  private static final Map<Character, String> ENTITIES =
      Map.of(
          '#', "#35;", ';', "#59;", '%', "#37;", '<', "#lt;", '>', "#gt;", '$', "#36;", '&',
          "#amp;", '\\', "#92;", '`', "#96;");

  private final View view;
  private final List<Arrow> arrows = new ArrayList<>();

  private static final class Arrow {
    final Peer from;
    final boolean tls;
    final String label;
    int more;

    Arrow(Line line, String label) {
      this.from = line.from();
      this.tls = line.tls();
      this.label = label;
    }

    /// The words at the arrow.
    @Override
    public String toString() {
      return more == 0 ? label : label + " " + Wording.say("diagram.more", more);
    }
  }

  public Diagram(View view) {
    this.view = view;
    for (var row : Row.of(view.lines())) {
      var first = row.lines().getFirst();
      if (row instanceof Row.One && goesOn(first)) {
        arrows.getLast().more++;
      } else {
        arrows.add(new Arrow(first, label(row)));
      }
    }
  }

  private boolean goesOn(Line line) {
    if (arrows.isEmpty() || arrows.getLast().from != line.from()) {
      return false;
    }
    return switch (line.meaning()) {
      case Meaning.ReplyLine reply -> !reply.first();
      case Meaning.Data _ -> view.protocol() == Protocol.POP3;
      case Meaning.EndOfPayload _ -> line.from() == Peer.SERVER;
      case Meaning.Field _,
          Meaning.EndOfHeader _,
          Meaning.ChunkSize _,
          Meaning.EndOfChunk _,
          Meaning.RestOfCommand _ ->
          true;
      default -> false;
    };
  }

  private String label(Row row) {
    if (row instanceof Row.Block) {
      return Wording.say("transcript.payload", row.lines().size(), row.octets());
    }
    var label = view.shown(row.lines().getFirst());
    int length = label.codePointCount(0, label.length());
    return length <= LONGEST_LABEL
        ? label
        : label.substring(0, label.offsetByCodePoints(0, LONGEST_LABEL)) + "…";
  }

  /// What is drawn, in order: arrows, and where some are left out, how many.
  private void draw(BiConsumer<Arrow, Boolean> arrow, IntConsumer left) {
    boolean tls = false;
    int first = arrows.size() <= MOST ? arrows.size() : MOST - LAST;
    for (int i = 0; i < arrows.size(); i++) {
      if (i == first) {
        left.accept(arrows.size() - MOST);
        i = arrows.size() - LAST;
      }
      var drawn = arrows.get(i);
      arrow.accept(drawn, drawn.tls && !tls);
      tls = drawn.tls;
    }
  }

  /// The diagram in the language of Mermaid.
  public String mermaid() {
    var text = new StringBuilder("sequenceDiagram\n");
    text.append("  accTitle: ").append(view.caption()).append('\n');
    text.append("  accDescr: ").append(Wording.say("diagram.description")).append('\n');
    text.append("  participant C as ").append(View.who(Peer.CLIENT)).append('\n');
    text.append("  participant S as ").append(View.who(Peer.SERVER)).append('\n');
    draw(
        (arrow, encrypted) -> {
          if (encrypted) {
            note(text, Wording.say("debug.encrypted"));
          }
          text.append(arrow.from == Peer.CLIENT ? "  C->>S: " : "  S-->>C: ");
          text.append(escape(arrow.toString())).append('\n');
        },
        left -> note(text, Wording.say("diagram.left.out", left)));
    return text.toString();
  }

  private static void note(StringBuilder text, String words) {
    text.append("  Note over C,S: ").append(escape(words)).append('\n');
  }

  private static String escape(String label) {
    var safe = new StringBuilder();
    label.chars().forEach(c -> safe.append(ENTITIES.getOrDefault((char) c, "" + (char) c)));
    // At a label's very beginning these words would be an order to Mermaid; and it must not be
    // empty.
    var words = safe.toString();
    return words.isBlank() || words.matches("(?is)\\s*(no)?wrap\\s*:.*") ? "#8203;" + words : words;
  }

  /// The diagram as text.
  public String text() {
    var table = new TextTable();
    draw(
        (arrow, encrypted) -> {
          if (encrypted) {
            table.row("", "", "", Wording.say("debug.encrypted"));
          }
          table.row(
              View.who(Peer.CLIENT),
              arrow.from == Peer.CLIENT ? "──>" : "<──",
              View.who(Peer.SERVER),
              arrow.toString());
        },
        left -> table.row("", "", "", Wording.say("diagram.left.out", left)));
    return table.toString();
  }
}
