package dev.wirelab.server.imap.search;

import dev.wirelab.server.message.Header;
import dev.wirelab.server.message.Part;
import dev.wirelab.server.message.ReadableText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// A message of which a search may be true.
///
/// @param mailbox what it lies in
/// @param sequence its number there
/// @param modSequence the number of its latest change
/// @param flags as this session has them
/// @param content its octets taken apart; asked for only if needed
public record Candidate(
    Mailbox mailbox,
    int sequence,
    long uid,
    long modSequence,
    Set<String> flags,
    Instant received,
    int size,
    Supplier<Part> content) {

  /// What is selected.
  ///
  /// @param exists how many messages there are
  /// @param lastUid the last one's UID
  public record Mailbox(int exists, long lastUid) {}

  /// Day, month, year, as a Date field has them (RFC 5322, 3.3 and 4.3), whatever stands around.
  private static final Pattern DAY =
      Pattern.compile("(?:^|[^0-9])([0-9]{1,2})\\s+([A-Za-z]{3})[a-z]*\\s+([0-9]{2,4})");

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  /// Whether that is true of it.
  public boolean matches(SearchKey key) {
    return switch (key) {
      case SearchKey.All all -> true;
      case SearchKey.Sequence(var set) -> set.contains(sequence, mailbox.exists());
      case SearchKey.Uid(var set) -> set.contains(uid, mailbox.lastUid());
      case SearchKey.Flag(var flag) -> flags.stream().anyMatch(flag::equalsIgnoreCase);
      case SearchKey.Received(var when, var day) ->
          when.holds(LocalDate.ofInstant(received, ZoneOffset.UTC), day);
      case SearchKey.Sent(var when, var day) ->
          sent().filter(sent -> when.holds(sent, day)).isPresent();
      case SearchKey.Larger(long octets) -> size > octets;
      case SearchKey.Smaller(long octets) -> size < octets;
      case SearchKey.ModSequence(long least) -> modSequence >= least;
      case SearchKey.Field(var name, var text) ->
          header().all(name).stream().anyMatch(value -> text.isIn(ReadableText.field(value)));
      case SearchKey.Body(var text) -> Decoded.bodyHas(content.get(), text);
      case SearchKey.Text(var text) ->
          Decoded.headerHas(header(), text) || Decoded.bodyHas(content.get(), text);
      case SearchKey.Not(var not) -> !matches(not);
      case SearchKey.Or(var one, var other) -> matches(one) || matches(other);
      case SearchKey.And(var keys) -> keys.stream().allMatch(this::matches);
    };
  }

  private Header header() {
    return content.get().header();
  }

  private Optional<LocalDate> sent() {
    var date = DAY.matcher(header().first("Date").orElse(""));
    if (!date.find()) {
      return Optional.empty();
    }
    int month = MONTHS.indexOf(date.group(2).toLowerCase(Locale.ROOT)) + 1;
    int day = Integer.parseInt(date.group(1));
    int year = Integer.parseInt(date.group(3));
    // Two digits (RFC 5322, 4.3).
    int whole = year < 50 ? year + 2000 : year < 1000 ? year + 1900 : year;
    if (month == 0 || day == 0 || day > YearMonth.of(whole, month).lengthOfMonth()) {
      return Optional.empty();
    }
    return Optional.of(LocalDate.of(whole, month, day));
  }
}
