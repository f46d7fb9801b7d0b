package dev.wirelab.kernel.magic;

import dev.wirelab.kernel.extension.CellMagic;
import dev.wirelab.kernel.extension.LineMagic;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `%lsmagic` and `%help`: what magics there are, and what each does.
final class ListingMagics {

  private final Magics magics;

  ListingMagics(Magics magics) {
    this.magics = magics;
  }

  Object list(List<String> arguments, String line) {
    System.out.println("Available line magics:");
    System.out.println(names("%", magics.lines().keySet()));
    System.out.println();
    System.out.println("Available cell magics:");
    System.out.println(names("%%", magics.cells().keySet()));
    return null;
  }

  private static String names(String sign, Collection<String> names) {
    return names.stream().map(sign::concat).collect(Collectors.joining("  "));
  }

  /// Without arguments a line for each magic; with names, all that is known of them.
  Object help(List<String> arguments, String line) throws NoSuchMagicException {
    if (arguments.isEmpty()) {
      all().forEach(magic -> System.out.println(magic.usage() + "\n    " + magic.summary()));
      System.out.println("\n%help NAME says more of one.");
    }
    for (var argument : arguments) {
      var name = argument.replace("%", "");
      var found = all().filter(magic -> magic.isCalled(name)).toList();
      if (found.isEmpty()) {
        throw magics.none("%" + name);
      }
      found.forEach(magic -> System.out.println(magic.usage() + "\n" + magic.text()));
    }
    return null;
  }

  private record Help(String name, String usage, String text) {

    static Help of(String name, String help) {
      int end = help.indexOf('\n');
      String arguments = end < 0 ? help : help.substring(0, end);
      return new Help(
          name, (name + " " + arguments).strip(), end < 0 ? "" : help.substring(end + 1));
    }

    boolean isCalled(String other) {
      return name.replace("%", "").equalsIgnoreCase(other);
    }

    /// Its first sentence.
    String summary() {
      return text.replace('\n', ' ').split("(?<=[.;:]) ", 2)[0].replaceAll("[;:]$", ".");
    }
  }

  private Stream<Help> all() {
    return Stream.concat(
        help("%", magics.lines(), LineMagic::help), help("%%", magics.cells(), CellMagic::help));
  }

  private static <M> Stream<Help> help(
      String sign, Map<String, M> magics, java.util.function.Function<M, String> text) {
    return magics.entrySet().stream()
        .map(magic -> Help.of(sign + magic.getKey(), text.apply(magic.getValue())));
  }
}
