package dev.wirelab.kernel.java;

import dev.wirelab.kernel.extension.CellMagic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/// Cells in other languages than Java, told by a first line that begins with `%%`.
final class Magics {

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private final Map<String, CellMagic> byName = new TreeMap<>();

  void register(String name, CellMagic magic) {
    byName.put(name, magic);
  }

  /// The run of a cell that is written for a magic; empty for a cell of Java.
  Optional<Callable<Object>> find(String code) {
    var text = code.stripLeading();
    if (!text.startsWith("%%")) {
      return Optional.empty();
    }
    int lineEnd = text.indexOf('\n');
    var words = words(text.substring(2, lineEnd < 0 ? text.length() : lineEnd));
    String body = lineEnd < 0 ? "" : text.substring(lineEnd + 1);
    String name = words.isEmpty() ? "" : words.getFirst();
    var magic = byName.get(name);
    return Optional.of(() -> {
      if (magic == null) {
        throw new NoSuchMagicException(name, byName.keySet().stream().toList());
      }
      return magic.run(words.subList(1, words.size()), body);
    });
  }

  private static List<String> words(String line) {
    var words = new ArrayList<String>();
    WORD.matcher(line)
        .results()
        .forEach(word -> words.add(word.group(1) == null ? word.group(2) : word.group(1)));
    return words;
  }

  /// A cell names a magic that nobody registered.
  static final class NoSuchMagicException extends Exception {
    private static final long serialVersionUID = 1;

    private NoSuchMagicException(String name, List<String> known) {
      super("No magic is called %%" + name + "; there are: %%" + String.join(", %%", known));
    }
  }
}
