package dev.wirelab.kernel.magic;

import dev.wirelab.kernel.extension.CellMagic;
import dev.wirelab.kernel.extension.LineMagic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The magics that a notebook has, by name: its extensions', and those of every notebook, which are
/// made when the first is asked for.
public final class Magics {

  private static final String LINE = "%";
  private static final String CELL = "%%";
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private final SortedMap<String, LineMagic> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final SortedMap<String, CellMagic> cells = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final AtomicReference<Consumer<Magics>> others;

  /// Magics to which others are added when one is first asked for; one of theirs replaces none.
  public Magics(Consumer<Magics> others) {
    this.others = new AtomicReference<>(others);
  }

  /// Adds a magic for lines; a later one of the same name replaces it.
  public synchronized void registerLine(String name, LineMagic magic) {
    lines.put(name, magic);
  }

  /// Adds a magic for cells; a later one of the same name replaces it.
  public synchronized void registerCell(String name, CellMagic magic) {
    cells.put(name, magic);
  }

  synchronized void offerLine(String name, LineMagic magic) {
    lines.putIfAbsent(name, magic);
  }

  synchronized void offerCell(String name, CellMagic magic) {
    cells.putIfAbsent(name, magic);
  }

  /// The run of a cell that is written for a magic; empty for a cell of Java.
  public Optional<Callable<Object>> find(String code) {
    var text = code.stripLeading();
    if (!text.startsWith(CELL)) {
      return Optional.empty();
    }
    int lineEnd = text.indexOf('\n');
    var words = words(text.substring(CELL.length(), lineEnd < 0 ? text.length() : lineEnd));
    String body = lineEnd < 0 ? "" : text.substring(lineEnd + 1);
    String name = words.isEmpty() ? "" : words.getFirst();
    var arguments = words.isEmpty() ? words : words.subList(1, words.size());
    return Optional.of(() -> cell(name, arguments, body));
  }

  /// Runs a magic for cells.
  ///
  /// @throws NoSuchMagicException if there is none of this name
  public Object cell(String name, List<String> arguments, String body) throws Exception {
    var magic = cells().get(name);
    if (magic == null) {
      throw none(CELL + name);
    }
    return magic.run(arguments, body);
  }

  /// Runs a line as it stands behind the percent sign.
  ///
  /// @throws NoSuchMagicException if there is no such magic
  public Object line(String line) throws Exception {
    int end = 0;
    while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
      end++;
    }
    var rest = line.substring(end).strip();
    return line(line.substring(0, end), words(rest), rest);
  }

  /// Runs a magic for lines.
  ///
  /// @throws NoSuchMagicException if there is none of this name
  public Object line(String name, List<String> arguments, String line) throws Exception {
    var magic = lines().get(name);
    if (magic == null) {
      throw none(LINE + name);
    }
    return magic.run(arguments, line);
  }

  /// Whether there is a magic of this name for lines.
  public boolean isLine(String name) {
    return lines().containsKey(name);
  }

  /// What is known of a magic, percent signs included in its name.
  public Optional<String> help(String name) {
    var help =
        name.startsWith(CELL)
            ? Optional.ofNullable(cells().get(name.substring(CELL.length()))).map(CellMagic::help)
            : Optional.ofNullable(lines().get(name.substring(LINE.length()))).map(LineMagic::help);
    return help.map(text -> text.startsWith("\n") ? name + text : name + " " + text);
  }

  /// The names that begin so, percent signs included: for completions.
  public Stream<String> suggest(String prefix) {
    return names().filter(name -> name.startsWith(prefix));
  }

  /// The magics for lines, by name.
  Map<String, LineMagic> lines() {
    complete();
    return lines;
  }

  /// The magics for cells, by name.
  Map<String, CellMagic> cells() {
    complete();
    return cells;
  }

  private void complete() {
    var more = others.getAndSet(null);
    if (more != null) {
      more.accept(this);
    }
  }

  private Stream<String> names() {
    return Stream.concat(
        lines().keySet().stream().map(LINE::concat), cells().keySet().stream().map(CELL::concat));
  }

  /// What is to be said of a name, percent signs included, that no magic has.
  NoSuchMagicException none(String wanted) {
    var other = wanted.startsWith(CELL) ? wanted.substring(1) : LINE + wanted;
    return new NoSuchMagicException(
        wanted,
        names().filter(other::equalsIgnoreCase).findFirst(),
        NearMisses.of(wanted, names().toList()));
  }

  private static List<String> words(String line) {
    var words = new ArrayList<String>();
    WORD.matcher(line)
        .results()
        .forEach(word -> words.add(word.group(1) == null ? word.group(2) : word.group(1)));
    return words;
  }
}
