package dev.wirelab.server.imap.search;

import dev.wirelab.server.imap.syntax.Scanner;
import dev.wirelab.server.imap.syntax.SyntaxException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A search as it was asked for.
///
/// @param results what to tell of what is found, if the client wants it in the form of RFC 4731
public record SearchQuery(Optional<Set<Result>> results, SearchKey key) {

  /// The charsets of search texts.
  public static final List<String> CHARSETS = List.of("US-ASCII", "UTF-8");

  /// What ESEARCH can tell (RFC 4731, 3.1).
  public enum Result {
    MIN,
    MAX,
    ALL,
    COUNT
  }

  /// Reads what follows SEARCH and its blank.
  ///
  /// @throws CharsetException if texts are in a charset that is not known here
  public static SearchQuery parse(Scanner in) throws SyntaxException, CharsetException {
    Optional<Set<Result>> results = Optional.empty();
    if (in.skip("RETURN ")) {
      results = Optional.of(results(in));
      in.space();
    }
    var charset = CHARSETS.getFirst();
    if (in.skip("CHARSET ")) {
      charset = in.astring().toUpperCase(Locale.ROOT);
      if (!CHARSETS.contains(charset)) {
        throw new CharsetException();
      }
      in.space();
    }
    return new SearchQuery(results, new SearchParser(in, charset).keys());
  }

  private static Set<Result> results(Scanner in) throws SyntaxException {
    var results = EnumSet.noneOf(Result.class);
    for (var name : in.list(true, () -> in.keyword("MIN, MAX, ALL or COUNT"))) {
      try {
        results.add(Result.valueOf(name));
      } catch (IllegalArgumentException e) {
        throw new SyntaxException("RETURN takes MIN, MAX, ALL and COUNT (RFC 4731, 3.1)");
      }
    }
    return results.isEmpty() ? EnumSet.of(Result.ALL) : results;
  }
}
