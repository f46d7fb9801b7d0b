package dev.wirelab.lab;

import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.lab.exchange.Line;
import dev.wirelab.lab.exchange.Meaning;
import dev.wirelab.lab.show.Visible;
import dev.wirelab.lab.show.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;

/// What an IMAP server answered to one command: the data that it sent on the way, and the tagged
/// line that ends it (RFC 3501, 7).
///
/// ```java
/// var reply = imap.send("A2 SELECT INBOX");
/// reply.tag();                  // A2
/// reply.status();               // OK
/// reply.text();                 // [READ-WRITE] SELECT completed
/// reply.untagged("EXISTS");     // [1 EXISTS]
/// ```
///
/// @param tag the tag of the command; `*` if the server spoke unasked, `+` if it waits for the
///   client to go on, empty in [#NONE]
/// @param status `OK`, `NO` or `BAD` behind a tag; otherwise empty
/// @param text what follows on the same line
/// @param data what the server sent behind `*`, in order
/// @param lines the answer as it came, without CR LF
public record ImapReply(String tag, String status, String text, List<Data> data, List<String> lines)
    implements Displayable {

  /// No answer, because none is due: the server waits for the rest of a literal.
  public static final ImapReply NONE = new ImapReply("", "", "", List.of(), List.of());

  /// Something that the server sent behind `*` (RFC 3501, 7.1 to 7.4).
  ///
  /// @param kind `EXISTS`, `FETCH`, `SEARCH`, `OK` and the like
  /// @param text all behind the `*`, each literal where it stood
  /// @param literals the literals in it, in order (RFC 3501, 4.3)
  public record Data(String kind, String text, List<String> literals) {

    public Data {
      literals = List.copyOf(literals);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  public ImapReply {
    data = List.copyOf(data);
    lines = List.copyOf(lines);
  }

  /// @throws IllegalArgumentException if that is no answer of IMAP
  static ImapReply of(List<Line> all) {
    var data = new ArrayList<Data>();
    var lines = all.stream().map(Line::text).toList();
    int next = 0;
    while (next < all.size()) {
      switch (all.get(next).meaning()) {
        case Meaning.Data(var kind) -> {
          int end = next + 1;
          while (end < all.size() && isMore(all.get(end))) {
            end++;
          }
          data.add(Literals.read(kind, all.subList(next, end)));
          next = end;
        }
        case Meaning.Status(var word, _, _) -> {
          var words = lines.get(next).split(" ", 3);
          return new ImapReply(words[0], word, words.length < 3 ? "" : words[2], data, lines);
        }
        case Meaning.GoOn _ -> {
          var words = lines.get(next).split(" ", 2);
          return new ImapReply("+", "", words.length < 2 ? "" : words[1], data, lines);
        }
        default ->
            throw new IllegalArgumentException(
                Wording.say("imap.reply.broken", all.get(next).shown()));
      }
    }
    return new ImapReply("*", "", data.isEmpty() ? "" : data.getLast().text(), data, lines);
  }

  private static boolean isMore(Line line) {
    return line.meaning() instanceof Meaning.Payload
        || line.meaning() instanceof Meaning.Data(var kind) && kind.isEmpty();
  }

  /// Whether the command was carried out.
  public boolean isOk() {
    return status.equals("OK");
  }

  /// Whether the server waits for the client to go on (RFC 3501, 7.5).
  public boolean isContinuation() {
    return tag.equals("+");
  }

  /// The data of one kind.
  ///
  /// @param kind in any case: `EXISTS`, `FETCH`, `SEARCH`
  public List<Data> untagged(String kind) {
    return data.stream().filter(one -> one.kind().equals(kind.toUpperCase(Locale.ROOT))).toList();
  }

  /// The first literal of the answer: what `BODY[]` and its like give.
  ///
  /// @throws NoSuchElementException if there is none
  public String literal() {
    return data.stream()
        .flatMap(one -> one.literals().stream())
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(Wording.say("imap.no.literal")));
  }

  /// The lines as they came.
  @Override
  public String toString() {
    return lines.isEmpty() ? Wording.say("answer.not.due") : String.join("\n", lines);
  }

  @Override
  public MimeBundle mimeBundle() {
    return MimeBundle.text(Visible.eachLine(toString()));
  }
}
