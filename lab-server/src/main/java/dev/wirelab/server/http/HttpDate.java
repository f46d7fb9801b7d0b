package dev.wirelab.server.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Dates as HTTP has them (RFC 9110, 5.6.7): one form to write, two more to understand.
final class HttpDate {

  private static final DateTimeFormatter IMF_FIXDATE = form("EEE, dd MMM uuuu HH:mm:ss 'GMT'");

  private static final DateTimeFormatter ASCTIME = form("EEE MMM ppd HH:mm:ss uuuu");

  private HttpDate() {}

  private static DateTimeFormatter form(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }

  static String write(Instant instant) {
    return IMF_FIXDATE.format(instant.atOffset(ZoneOffset.UTC));
  }

  /// @param now what tells the century of a year in two digits
  /// @return nothing if it is no date: whoever sends one gets the answer as if there were none
  static Optional<Instant> read(String text, Instant now) {
    for (var form : List.of(IMF_FIXDATE, rfc850(now), ASCTIME)) {
      try {
        return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
      } catch (DateTimeException e) {
        // Then it may have the next form.
      }
    }
    return Optional.empty();
  }

  /// A year in two digits is no more than fifty years ahead.
  private static DateTimeFormatter rfc850(Instant now) {
    var oldest = LocalDate.ofInstant(now, ZoneOffset.UTC).minusYears(49).getYear();
    return new DateTimeFormatterBuilder()
        .appendPattern("EEEE, dd-MMM-")
        .appendValueReduced(ChronoField.YEAR, 2, 2, oldest)
        .appendPattern(" HH:mm:ss 'GMT'")
        .toFormatter(Locale.ENGLISH);
  }
}
