package dev.wirelab.lab.exchange;

import dev.wirelab.lab.show.Html;
import dev.wirelab.lab.show.TextTable;
import dev.wirelab.lab.show.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Two conversations side by side: what is the same in both stands on the same row, and a word says
/// where they differ.
public final class Comparison {

  /// More rows on either side are laid side by side as they come: comparing takes their product.
  private static final int MOST = 2_000;

  private static final int WIDEST = 60;

  private final View first;
  private final View second;
  private final List<Pair> pairs;

  /// @param left null where only the second has something
  /// @param right null where only the first has something
  private record Pair(Row left, Row right, Verdict verdict) {}

  private enum Verdict {
    SAME("="),
    DIFFERENT("≠"),
    ONLY_FIRST("<"),
    ONLY_SECOND(">");

    private final String sign;

    Verdict(String sign) {
      this.sign = sign;
    }

    String words() {
      return switch (this) {
        case SAME -> Wording.say("compare.same");
        case DIFFERENT -> Wording.say("compare.different");
        case ONLY_FIRST -> Wording.say("compare.only.first");
        case ONLY_SECOND -> Wording.say("compare.only.second");
      };
    }
  }

  public Comparison(View first, View second) {
    this.first = first;
    this.second = second;
    this.pairs = align(Row.of(first.lines()), Row.of(second.lines()));
  }

  private List<Pair> align(List<Row> left, List<Row> right) {
    var pairs = new ArrayList<Pair>();
    var common = common(left, right);
    int i = 0;
    int j = 0;
    for (var both : common) {
      differing(left.subList(i, both[0]), right.subList(j, both[1]), pairs);
      pairs.add(new Pair(left.get(both[0]), right.get(both[1]), Verdict.SAME));
      i = both[0] + 1;
      j = both[1] + 1;
    }
    differing(left.subList(i, left.size()), right.subList(j, right.size()), pairs);
    return pairs;
  }

  /// What stands between two rows that are the same; of the same side, beside each other.
  private static void differing(List<Row> left, List<Row> right, List<Pair> pairs) {
    int i = 0;
    int j = 0;
    while (i < left.size() || j < right.size()) {
      boolean both = i < left.size() && j < right.size();
      if (both && left.get(i).from() == right.get(j).from()) {
        pairs.add(new Pair(left.get(i++), right.get(j++), Verdict.DIFFERENT));
      } else if (i < left.size() && (!both || left.size() - i >= right.size() - j)) {
        pairs.add(new Pair(left.get(i++), null, Verdict.ONLY_FIRST));
      } else {
        pairs.add(new Pair(null, right.get(j++), Verdict.ONLY_SECOND));
      }
    }
  }

  /// The longest common subsequence, as places on both sides.
  private List<int[]> common(List<Row> left, List<Row> right) {
    if (left.size() > MOST || right.size() > MOST) {
      return List.of();
    }
    var mine = left.stream().map(row -> words(first, row)).toList();
    var theirs = right.stream().map(row -> words(second, row)).toList();
    var lengths = new int[mine.size() + 1][theirs.size() + 1];
    for (int i = mine.size() - 1; i >= 0; i--) {
      for (int j = theirs.size() - 1; j >= 0; j--) {
        lengths[i][j] =
            mine.get(i).equals(theirs.get(j))
                ? lengths[i + 1][j + 1] + 1
                : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
      }
    }
    var places = new ArrayList<int[]>();
    for (int i = 0, j = 0; i < mine.size() && j < theirs.size(); ) {
      if (mine.get(i).equals(theirs.get(j))) {
        places.add(new int[] {i++, j++});
      } else if (lengths[i + 1][j] >= lengths[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
    return places;
  }

  private static String words(View view, Row row) {
    return view.with(row.lines()).text();
  }

  /// Both in one table.
  public Html html() {
    var html =
        new Html()
            .table(
                "wirelab-comparison",
                Wording.say("compare.caption", first.caption(), second.caption()),
                List.of(
                    Wording.say("transcript.number"),
                    Wording.say("compare.first"),
                    Wording.say("compare.second"),
                    Wording.say("compare.verdict")));
    int number = 0;
    for (var pair : pairs) {
      html.row("wirelab-" + pair.verdict().name().toLowerCase(Locale.ROOT), "" + ++number)
          .cell(cell(first, pair.left()))
          .cell(cell(second, pair.right()))
          .cell(pair.verdict().words())
          .endRow();
    }
    return html.endTable();
  }

  private static Html cell(View view, Row row) {
    return row == null ? new Html().text("–") : new Html().code(words(view, row));
  }

  /// Both as text: `=` the same, `≠` different, `<` only in the first, `>` only in the second.
  public String text() {
    var table = new TextTable();
    for (var pair : pairs) {
      table.row(pair.verdict().sign, brief(first, pair.left()), brief(second, pair.right()));
    }
    return table.toString();
  }

  private static String brief(View view, Row row) {
    if (row == null) {
      return "";
    }
    var lines = words(view, row).lines().toList();
    var text = lines.getFirst() + (lines.size() == 1 ? "" : " …");
    int length = text.codePointCount(0, text.length());
    return length <= WIDEST ? text : text.substring(0, text.offsetByCodePoints(0, WIDEST)) + "…";
  }
}
