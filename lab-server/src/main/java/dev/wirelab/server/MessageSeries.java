package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Messages made of one text by a rule, so that a fixture of many is a short file: in the text,
/// `{number}` and `{date}` are the message's own, and `{name}` is the next of the words that the
/// fixture has under that name; after the last comes the first again.
final class MessageSeries {

  private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

  /// As RFC 5322, 3.3 has it.
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final String NUMBER = "number";
  private static final String MOMENT = "date";

  /// What a text has by itself, and no choice can be called.
  static final Set<String> OWN = Set.of(NUMBER, MOMENT);

  private final MessageFile file;
  private final Map<String, List<String>> choices;
  private final List<Piece> pieces;

  /// A piece of the text, which differs from message to message or does not.
  private interface Piece {
    byte[] of(int number, Instant received);
  }

  /// @param choices words by name, in UTF-8 where they are other than ASCII
  /// @throws FixtureException if the text has a place for what is not there; it names file and line
  MessageSeries(MessageFile file, Map<String, List<String>> choices) {
    this.file = file;
    this.choices = choices;
    this.pieces = pieces(new String(file.octets(), ISO_8859_1));
  }

  private List<Piece> pieces(String text) {
    var found = new ArrayList<Piece>();
    var place = PLACE.matcher(text);
    int end = 0;
    while (place.find()) {
      found.add(same(text.substring(end, place.start())));
      found.add(filled(place.group(1), text.substring(0, place.start())));
      end = place.end();
    }
    found.add(same(text.substring(end)));
    return found;
  }

  private static Piece same(String text) {
    var octets = text.getBytes(ISO_8859_1);
    return (number, received) -> octets;
  }

  private Piece filled(String name, String before) {
    if (name.equals(NUMBER)) {
      return (number, received) -> String.valueOf(number).getBytes(UTF_8);
    }
    if (name.equals(MOMENT)) {
      return (number, received) -> DATE.format(received).getBytes(UTF_8);
    }
    var words = choices.get(name);
    if (words == null) {
      int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
      throw MessageFile.fault(
          file.name(),
          line,
          "{" + name + "} is neither {number} nor {date} nor a [choice " + name + "]");
    }
    return (number, received) -> turn(words, number).getBytes(UTF_8);
  }

  /// Whose turn it is: each in its order, and again from the first.
  private static <T> T turn(List<T> all, int number) {
    return all.get((number - 1) % all.size());
  }

  /// All of them, numbered from 1.
  ///
  /// @param first when the first came
  /// @param every how much later each of the others
  /// @param flags those of the first, the next and so on, and again from the first
  List<Fixture.Message> messages(
      int count, Instant first, Duration every, List<Set<String>> flags, boolean recent) {
    var messages = new ArrayList<Fixture.Message>(count);
    for (int number = 1; number <= count; number++) {
      var received = first.plus(every.multipliedBy(number - 1L));
      messages.add(
          new Fixture.Message(
              file.name(), octets(number, received), turn(flags, number), recent, received));
    }
    return messages;
  }

  private byte[] octets(int number, Instant received) {
    var octets = new ByteArrayOutputStream(file.octets().length + 128);
    pieces.forEach(piece -> octets.writeBytes(piece.of(number, received)));
    return octets.toByteArray();
  }
}
