package dev.wirelab.server.imap.search;

import dev.wirelab.server.imap.syntax.SequenceSet;
import java.time.LocalDate;
import java.util.List;

/// Something that is true of a message or not (RFC 3501, 6.4.4).
public sealed interface SearchKey {

  /// True of every message.
  record All() implements SearchKey {}

  /// Its number is one of these.
  record Sequence(SequenceSet set) implements SearchKey {}

  /// Its UID is one of these.
  record Uid(SequenceSet set) implements SearchKey {}

  /// It has a flag.
  record Flag(String flag) implements SearchKey {}

  /// It came on a day, or before, or since.
  record Received(When when, LocalDate day) implements SearchKey {}

  /// It was written on a day, or before, or since, says its Date field.
  record Sent(When when, LocalDate day) implements SearchKey {}

  /// How a day is compared, whatever the time and the zone.
  enum When {
    BEFORE,
    ON,
    SINCE;

    boolean holds(LocalDate day, LocalDate wanted) {
      int order = day.compareTo(wanted);
      return switch (this) {
        case BEFORE -> order < 0;
        case ON -> order == 0;
        case SINCE -> order >= 0;
      };
    }
  }

  /// It has more octets.
  record Larger(long octets) implements SearchKey {}

  /// It has fewer octets.
  record Smaller(long octets) implements SearchKey {}

  /// Its latest change has that number or a greater one (RFC 7162, 3.1.5).
  record ModSequence(long least) implements SearchKey {}

  /// A field of that name has the text in it; or is there, if the text is empty.
  record Field(String name, SearchText text) implements SearchKey {}

  /// The body has the text in it.
  record Body(SearchText text) implements SearchKey {}

  /// The header or the body has the text in it.
  record Text(SearchText text) implements SearchKey {}

  record Not(SearchKey key) implements SearchKey {}

  record Or(SearchKey one, SearchKey other) implements SearchKey {}

  /// All are true.
  record And(List<SearchKey> keys) implements SearchKey {}

  /// The greatest of the message's numbers that it names; 0 if it names none.
  default long greatestNumber() {
    return switch (this) {
      case Sequence(var set) -> set.greatest();
      case Not(var key) -> key.greatestNumber();
      case Or(var one, var other) -> Math.max(one.greatestNumber(), other.greatestNumber());
      case And(var keys) -> keys.stream().mapToLong(SearchKey::greatestNumber).max().orElse(0);
      default -> 0;
    };
  }

  /// Whether it is about the numbers of changes, so that the answer has one too (RFC 7162, 3.1.5).
  default boolean asksForModSequences() {
    return switch (this) {
      case ModSequence _ -> true;
      case Not(var key) -> key.asksForModSequences();
      case Or(var one, var other) -> one.asksForModSequences() || other.asksForModSequences();
      case And(var keys) -> keys.stream().anyMatch(SearchKey::asksForModSequences);
      default -> false;
    };
  }

  /// How much work it is to find out: the least first.
  default int cost() {
    return switch (this) {
      case All all -> 0;
      case Sequence sequence -> 0;
      case Uid uid -> 0;
      case Flag flag -> 0;
      case Received received -> 0;
      case Larger larger -> 0;
      case Smaller smaller -> 0;
      case ModSequence modSequence -> 0;
      case Sent sent -> 1;
      case Field field -> 1;
      case Body body -> 2;
      case Text text -> 2;
      case Not(SearchKey key) -> key.cost();
      case Or(SearchKey one, SearchKey other) -> Math.max(one.cost(), other.cost());
      case And(List<SearchKey> keys) -> keys.stream().mapToInt(SearchKey::cost).max().orElse(0);
    };
  }
}
