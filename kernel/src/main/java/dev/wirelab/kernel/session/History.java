package dev.wirelab.kernel.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The cells of this session, for consoles that search in what was typed.
final class History {

  private static final int SESSION = 0;

  private static final int LONGEST_OUTPUT = 10_000;

  /// @param output the text of its result, or null
  private record Entry(int line, String code, String output) {}

  private final List<Entry> entries = new ArrayList<>();

  synchronized void add(int line, String code) {
    entries.add(new Entry(line, code, null));
  }

  /// The result of the cell that was added last, cut where it is long.
  synchronized void output(String text) {
    var cell = entries.removeLast();
    var kept = text.length() <= LONGEST_OUTPUT ? text : text.substring(0, LONGEST_OUTPUT) + "…";
    entries.add(new Entry(cell.line, cell.code, kept));
  }

  /// Answers a `history_request`; its entries are `[session, line, code]`, or `[session, line,
  /// [code, output]]` where output was asked for: the text of the cell's result, or null.
  synchronized JsonObject answer(JsonObject request) {
    int count = Request.number(request, "n", Integer.MAX_VALUE);
    boolean output = Request.flag(request, "output", false);
    var found =
        switch (Request.text(request, "hist_access_type", "tail")) {
          case "range" -> range(request);
          case "search" -> last(count, search(request));
          default -> last(count, entries.stream());
        };
    var history = new JsonArray();
    for (var entry : found.toList()) {
      Object code = output ? Arrays.asList(entry.code, entry.output) : entry.code;
      history.add(Json.array(SESSION, entry.line, code));
    }
    return Json.object("history", history);
  }

  /// Lines from `start` to before `stop`; sessions before this one are not kept.
  private Stream<Entry> range(JsonObject request) {
    if (Request.number(request, "session", SESSION) != SESSION) {
      return Stream.empty();
    }
    int start = Request.number(request, "start", 0);
    int stop = Request.number(request, "stop", Integer.MAX_VALUE);
    return entries.stream().filter(entry -> entry.line >= start && entry.line < stop);
  }

  /// Cells that match a pattern with `*` and `?`.
  private Stream<Entry> search(JsonObject request) {
    var glob = Request.text(request, "pattern", "*");
    var pattern =
        Pattern.compile(
            glob.codePoints().mapToObj(History::expression).collect(Collectors.joining()),
            Pattern.DOTALL);
    var found = entries.stream().filter(entry -> pattern.matcher(entry.code).matches());
    if (!Request.flag(request, "unique", false)) {
      return found;
    }
    var latest = new LinkedHashMap<String, Entry>();
    found.forEach(entry -> {
      latest.remove(entry.code);
      latest.put(entry.code, entry);
    });
    return latest.values().stream();
  }

  private static String expression(int character) {
    return switch (character) {
      case '*' -> ".*";
      case '?' -> ".";
      default -> Pattern.quote(Character.toString(character));
    };
  }

  private static Stream<Entry> last(int count, Stream<Entry> found) {
    var all = found.toList();
    return all.stream().skip(Math.max(0, all.size() - count));
  }
}
