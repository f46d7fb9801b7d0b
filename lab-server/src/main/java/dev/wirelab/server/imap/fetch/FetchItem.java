package dev.wirelab.server.imap.fetch;

import dev.wirelab.server.imap.syntax.Scanner;
import dev.wirelab.server.imap.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One of the things that FETCH can be asked for (RFC 3501, 6.4.5).
public sealed interface FetchItem {

  /// The flags.
  record Flags() implements FetchItem {}

  /// When the message came.
  record InternalDate() implements FetchItem {}

  /// How many octets it has.
  record Size() implements FetchItem {}

  /// Its unique identifier.
  record Uid() implements FetchItem {}

  /// The number of its latest change (RFC 7162, 3.1.4.2).
  record ModSequence() implements FetchItem {}

  /// The header's most wanted fields, taken apart.
  record Envelope() implements FetchItem {}

  /// What parts it has.
  ///
  /// @param extended whether more is told than RFC 1730 knew: BODYSTRUCTURE, not BODY
  record Structure(boolean extended) implements FetchItem {}

  /// Octets of the message.
  ///
  /// @param label how the answer calls them
  /// @param partial which of them, if not all
  /// @param seen whether the message is seen by that
  record Content(String label, Section section, Optional<Partial> partial, boolean seen)
      implements FetchItem {}

  /// Some of the octets, `<0.1024>`.
  ///
  /// @param origin the first one, counted from 0
  record Partial(long origin, long count) {}

  /// Reads what follows the numbers: a macro, an item, or a list of items.
  static List<FetchItem> parse(Scanner in) throws SyntaxException {
    if (in.sees('(')) {
      return in.list(false, () -> item(in, in.name("an item")));
    }
    var name = in.name("an item, a list of items in brackets, ALL, FAST or FULL");
    var fast = List.of(new Flags(), new InternalDate(), new Size());
    var items = new ArrayList<FetchItem>(fast);
    switch (name) {
      case "FAST" -> {}
      case "ALL" -> items.add(new Envelope());
      case "FULL" -> items.addAll(List.of(new Envelope(), new Structure(false)));
      default -> {
        return List.of(item(in, name));
      }
    }
    return items;
  }

  private static FetchItem item(Scanner in, String name) throws SyntaxException {
    return switch (name) {
      case "FLAGS" -> new Flags();
      case "INTERNALDATE" -> new InternalDate();
      case "RFC822.SIZE" -> new Size();
      case "UID" -> new Uid();
      case "MODSEQ" -> new ModSequence();
      case "ENVELOPE" -> new Envelope();
      case "BODYSTRUCTURE" -> new Structure(true);
      case "BODY" -> in.sees('[') ? content(in, true) : new Structure(false);
      case "BODY.PEEK" -> content(in, false);
      case "RFC822" -> new Content(name, Section.WHOLE, Optional.empty(), true);
      case "RFC822.HEADER" -> new Content(name, Section.HEADER, Optional.empty(), false);
      case "RFC822.TEXT" -> new Content(name, Section.TEXT, Optional.empty(), true);
      case "ALL", "FAST", "FULL" ->
          throw new SyntaxException(name + " stands alone, not in a list (RFC 3501, 6.4.5)");
      default -> throw in.expected("behind one of FETCH's items (RFC 3501, 6.4.5)");
    };
  }

  private static Content content(Scanner in, boolean seen) throws SyntaxException {
    var section = Section.parse(in);
    var label = "BODY[" + section.label() + "]";
    if (!in.skip('<')) {
      return new Content(label, section, Optional.empty(), seen);
    }
    long origin = in.number();
    in.expect('.');
    long count = in.nonZero();
    in.expect('>');
    return new Content(
        label + "<" + origin + ">", section, Optional.of(new Partial(origin, count)), seen);
  }
}
