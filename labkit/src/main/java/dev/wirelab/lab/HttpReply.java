package dev.wirelab.lab;

import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.lab.exchange.Ending;
import dev.wirelab.lab.exchange.Line;
import dev.wirelab.lab.exchange.Meaning;
import dev.wirelab.lab.show.Visible;
import dev.wirelab.lab.show.Wording;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What an HTTP server answered to one request (RFC 9110, 3.4).
///
/// ```java
/// response.status();                // 404
/// response.reason();                // Not Found
/// response.field("Content-Type");   // application/json
/// response.body();                  // the content as text
/// ```
///
/// @param status the three digits (RFC 9110, 15); 0 in [#NONE]
/// @param reason what stands behind them, for people
/// @param fields the header's lines as they came
/// @param octets the content, chunks put together; not copied, so not to be changed
/// @param lines the response as it came, without CR LF
public record HttpReply(
    int status, String reason, List<String> fields, byte[] octets, List<String> lines)
    implements Displayable {

  /// No response, because none is due: the request is not finished.
  public static final HttpReply NONE = new HttpReply(0, "", List.of(), new byte[0], List.of());

  public HttpReply {
    fields = List.copyOf(fields);
    lines = List.copyOf(lines);
  }

  /// @throws IllegalArgumentException if that is no response
  static HttpReply of(List<Line> all) {
    if (!(all.getFirst().meaning() instanceof Meaning.ReplyLine(var code, _, _, _))) {
      throw new IllegalArgumentException(
          Wording.say("http.response.broken", all.getFirst().shown()));
    }
    var fields = new ArrayList<String>();
    var body = new ByteArrayOutputStream();
    for (var line : all.subList(1, all.size())) {
      switch (line.meaning()) {
        case Meaning.Field _ -> fields.add(line.text());
        case Meaning.Payload _ -> {
          body.writeBytes(line.octets());
          body.writeBytes(octetsOf(line.ending()));
        }
        case Meaning.Other _ ->
            throw new IllegalArgumentException(Wording.say("http.response.broken", line.shown()));
        default -> {
          // Empty lines and sizes of chunks frame the content; they are none.
        }
      }
    }
    var words = all.getFirst().text().split(" ", 3);
    return new HttpReply(
        code,
        words.length < 3 ? "" : words[2],
        fields,
        body.toByteArray(),
        all.stream().map(Line::text).toList());
  }

  private static byte[] octetsOf(Ending ending) {
    return switch (ending) {
      case CRLF -> new byte[] {'\r', '\n'};
      case LF -> new byte[] {'\n'};
      case NONE -> new byte[0];
    };
  }

  /// The value of the first field of that name; empty if there is none.
  ///
  /// @param name in any case (RFC 9110, 5.1)
  public String field(String name) {
    var start = name.toLowerCase(Locale.ROOT) + ":";
    return fields.stream()
        .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(start))
        .map(field -> field.substring(start.length()).strip())
        .findFirst()
        .orElse("");
  }

  /// The content as text, in UTF-8.
  public String body() {
    return Visible.decode(octets);
  }

  /// 2xx: done (RFC 9110, 15.3).
  public boolean isSuccessful() {
    return status / 100 == 2;
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
