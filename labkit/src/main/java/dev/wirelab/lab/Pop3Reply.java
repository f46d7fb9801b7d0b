package dev.wirelab.lab;

import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.lab.exchange.Line;
import dev.wirelab.lab.exchange.Meaning;
import dev.wirelab.lab.show.Visible;
import dev.wirelab.lab.show.Wording;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// What a POP3 server answered to one command (RFC 1939, 3).
///
/// ```java
/// var reply = pop3.send("LIST");
/// reply.isPositive();   // true
/// reply.text();         // 2 messages (320 octets)
/// reply.data();         // [1 120, 2 200]
/// ```
///
/// @param status `+OK` or `-ERR`, `+` if the server waits for the client to go on; empty in [#NONE]
/// @param text what stands behind it, for people
/// @param data the lines that follow, up to the lone dot, with the dots that were stuffed in
///   removed; empty where one line is all
/// @param lines the answer as it came, without CR LF
public record Pop3Reply(String status, String text, List<String> data, List<String> lines)
    implements Displayable {

  /// No answer, because none is due.
  public static final Pop3Reply NONE = new Pop3Reply("", "", List.of(), List.of());

  public Pop3Reply {
    data = List.copyOf(data);
    lines = List.copyOf(lines);
  }

  /// @throws IllegalArgumentException if that is no answer of POP3
  static Pop3Reply of(List<Line> all) {
    var first = all.getFirst();
    if (!(first.meaning() instanceof Meaning.Status || first.meaning() instanceof Meaning.GoOn)) {
      throw new IllegalArgumentException(Wording.say("pop3.reply.broken", first.shown()));
    }
    var words = first.text().split(" ", 2);
    return new Pop3Reply(
        words[0],
        words.length == 1 ? "" : words[1],
        all.stream()
            .skip(1)
            .filter(line -> !(line.meaning() instanceof Meaning.EndOfPayload))
            .map(Line::text)
            .map(line -> line.startsWith(".") ? line.substring(1) : line)
            .toList(),
        all.stream().map(Line::text).toList());
  }

  /// Whether it is `+OK`.
  public boolean isPositive() {
    return status.equals("+OK");
  }

  /// The data as a message has it: CR LF behind every line.
  public String payload() {
    return data.stream().map(line -> line + "\r\n").collect(Collectors.joining());
  }

  /// How many octets the data are, without what POP3 adds.
  public int octets() {
    return payload().getBytes(StandardCharsets.UTF_8).length;
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
