package dev.wirelab.server.imap.syntax;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Numbers of messages, or their UIDs, as a client names them: `2,4:7,9,12:*` (RFC 3501, 9).
///
/// @param ranges as they were written
public record SequenceSet(List<Range> ranges) {

  /// What `*` stands for: the greatest there is.
  public static final long LAST = Long.MAX_VALUE;

  /// Two ends and all between them, in either order.
  public record Range(long one, long other) {}

  public SequenceSet {
    ranges = List.copyOf(ranges);
  }

  /// The greatest number that is named; 0 if only `*` is.
  public long greatest() {
    return ranges.stream()
        .mapToLong(range ->
            Math.max(
                range.one() == LAST ? 0 : range.one(), range.other() == LAST ? 0 : range.other()))
        .max()
        .orElse(0);
  }

  /// Whether `*` is named.
  public boolean namesLast() {
    return ranges.stream().anyMatch(range -> range.one() == LAST || range.other() == LAST);
  }

  /// Whether a number is among them.
  ///
  /// @param last what `*` stands for
  public boolean contains(long number, long last) {
    return ranges.stream()
        .anyMatch(range -> {
          long one = range.one() == LAST ? last : range.one();
          long other = range.other() == LAST ? last : range.other();
          return number >= Math.min(one, other) && number <= Math.max(one, other);
        });
  }

  /// The same, ascending and apart from each other.
  ///
  /// @param last what `*` stands for
  public List<Range> resolved(long last) {
    var sorted =
        ranges.stream()
            .map(range -> {
              long one = range.one() == LAST ? last : range.one();
              long other = range.other() == LAST ? last : range.other();
              return new Range(Math.min(one, other), Math.max(one, other));
            })
            .sorted(Comparator.comparingLong(Range::one))
            .toList();
    var merged = new ArrayList<Range>();
    for (var range : sorted) {
      if (!merged.isEmpty() && merged.getLast().other() >= range.one() - 1) {
        var before = merged.removeLast();
        merged.add(new Range(before.one(), Math.max(before.other(), range.other())));
      } else {
        merged.add(range);
      }
    }
    return merged;
  }

  /// Numbers written as a set, in their order: `1:3,7`.
  public static String text(List<Long> numbers) {
    var text = new StringBuilder();
    for (int i = 0; i < numbers.size(); i++) {
      long first = numbers.get(i);
      long last = first;
      while (i + 1 < numbers.size() && numbers.get(i + 1) == last + 1) {
        last = numbers.get(++i);
      }
      text.append(text.isEmpty() ? "" : ",").append(first);
      if (last > first) {
        text.append(':').append(last);
      }
    }
    return text.toString();
  }
}
