package dev.wirelab.server.imap.fetch;

import dev.wirelab.server.imap.syntax.ImapDates;
import dev.wirelab.server.imap.syntax.Output;
import dev.wirelab.server.message.Part;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// A message as FETCH tells of it (RFC 3501, 7.4.2).
///
/// @param sequence its number in the mailbox that is selected
/// @param modSequence the number of its latest change; its flags may be newer
/// @param flags as this session has them
/// @param content its octets taken apart; asked for only if needed
public record Fetched(
    int sequence,
    long uid,
    long modSequence,
    Set<String> flags,
    Instant received,
    int size,
    Supplier<Part> content) {

  /// Writes a response with these items, in this order.
  public void write(Output out, List<FetchItem> items) throws IOException {
    out.text("* " + sequence + " FETCH (");
    var between = "";
    for (var item : items) {
      out.text(between);
      write(out, item);
      between = " ";
    }
    out.line(")");
  }

  private void write(Output out, FetchItem item) throws IOException {
    switch (item) {
      case FetchItem.Flags wanted -> out.text("FLAGS (" + String.join(" ", flags) + ")");
      case FetchItem.InternalDate wanted ->
          out.text("INTERNALDATE \"" + ImapDates.text(received) + "\"");
      case FetchItem.Size wanted -> out.text("RFC822.SIZE " + size);
      case FetchItem.Uid wanted -> out.text("UID " + uid);
      case FetchItem.ModSequence wanted -> out.text("MODSEQ (" + modSequence + ")");
      case FetchItem.Envelope wanted -> {
        out.text("ENVELOPE ");
        Envelope.write(out, content.get().header());
      }
      case FetchItem.Structure structure -> {
        out.text(structure.extended() ? "BODYSTRUCTURE " : "BODY ");
        new BodyStructure(out, structure.extended()).write(content.get());
      }
      case FetchItem.Content octets -> write(out, octets);
    }
  }

  private void write(Output out, FetchItem.Content wanted) throws IOException {
    out.text(wanted.label() + " ");
    var found = wanted.section().in(content.get());
    if (found.isEmpty()) {
      out.text("NIL");
      return;
    }
    var slice = wanted.partial().map(found.get()::of).orElse(found.get());
    if (slice.from() == slice.to()) {
      out.text("\"\"");
    } else {
      out.literal(slice.octets(), slice.from(), slice.to());
    }
  }
}
