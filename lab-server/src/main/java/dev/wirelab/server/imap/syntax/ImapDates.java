package dev.wirelab.server.imap.syntax;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;

/// Dates as IMAP writes them, with English months in whatever country (RFC 3501, 9: "date" and
/// "date-time").
public final class ImapDates {

  private static final DateTimeFormatter DATE =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("d-MMM-uuuu")
          .toFormatter(Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final DateTimeFormatter DATE_TIME =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("ppd-MMM-uuuu HH:mm:ss xx")
          .toFormatter(Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);

  private ImapDates() {}

  /// A day, `5-Jan-2026`.
  public static LocalDate date(String text) throws SyntaxException {
    try {
      return LocalDate.parse(text, DATE);
    } catch (DateTimeException e) {
      throw new SyntaxException("A date has the form 5-Jan-2026 (RFC 3501, 9)");
    }
  }

  /// A moment, ` 5-Jan-2026 09:00:00 +0000`, a blank in place of a first digit.
  public static Instant dateTime(String text) throws SyntaxException {
    try {
      var padded = text.startsWith("0") ? " " + text.substring(1) : text;
      return OffsetDateTime.parse(padded, DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      throw new SyntaxException(
          "A date and time has the form \" 5-Jan-2026 09:00:00 +0000\" (RFC 3501, 9)");
    }
  }

  /// The same, as the server writes it: in UTC, without quotes.
  public static String text(Instant moment) {
    return DATE_TIME.format(moment.atOffset(ZoneOffset.UTC));
  }
}
