package dev.wirelab.lab.exchange;

import dev.wirelab.lab.show.Html;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.wire.Protocol;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a line means, in a few words, and where that is written. A line may have a code of its own
/// for programs behind the first: then there are two notes.
///
/// The words stand in the bundle, under the protocol's name: by verb, by code and what it answers,
/// by code, and by class of code, the most exact first.
///
/// @param notes empty where there is nothing to say
record Explanation(List<Note> notes) {

  private static final Explanation NONE = new Explanation(List.of());

  /// An enhanced code (RFC 2034, 4; RFC 3463, 2): its class, and its subject and detail.
  private static final Pattern ENHANCED =
      Pattern.compile("[245][0-9]{2}[ -]([245]\\.([0-9]{1,3}\\.[0-9]{1,3}))(?: .*)?");

  /// A code for programs (RFC 3501, 7.1; RFC 2449, 8).
  private static final Pattern BRACKET =
      Pattern.compile("(?:\\S+ )?(?:OK|NO|BAD|BYE|PREAUTH|-ERR) \\[([^\\s\\]]+).*");

  /// @param words never empty
  /// @param reference a section of an RFC, or empty
  record Note(String words, String reference) {

    private Note behind(String prefix) {
      return new Note(prefix + ": " + words, reference);
    }
  }

  static Explanation of(Protocol protocol, Line line) {
    var name = protocol.name().toLowerCase(Locale.ROOT);
    return switch (line.meaning()) {
      case Meaning.Command(var verb, _) -> first(name + ".verb." + verb, name + ".verb.unknown");
      case Meaning.Credential _ -> first("credential");
      case Meaning.Payload _ -> first(name + ".payload");
      case Meaning.EndOfPayload _ -> first(name + ".payload.end");
      case Meaning.Status(var word, _, var answers) ->
          first(
                  name + ".status." + (answers.isEmpty() ? "greeting" : answers) + "." + word,
                  name + ".status." + word,
                  name + ".status.unknown")
              .and(bracket(name, line));
      case Meaning.Data(var kind) when protocol == Protocol.POP3 && kind.equals("CAPA") ->
          first(name + ".capability." + word(line.text(), 0), name + ".data.CAPA");
      case Meaning.Data(var kind) ->
          first(name + ".data." + kind, name + ".data.unknown").and(bracket(name, line));
      case Meaning.GoOn _ -> first(name + ".go.on");
      case Meaning.ReplyLine reply when protocol == Protocol.SMTP ->
          ofReply(reply, line.text()).and(enhanced(reply, line));
      case Meaning.ReplyLine(var code, _, _, _) ->
          first(name + ".code." + code, name + ".class." + code / 100);
      case Meaning.Field(var field) -> first(name + ".field." + field, name + ".field.unknown");
      case Meaning.EndOfHeader _ -> first(name + ".header.end");
      case Meaning.ChunkSize _ -> first(name + ".chunk");
      case Meaning.RestOfCommand _ -> first(name + ".rest");
      case Meaning.EndOfChunk _ -> first(name + ".chunk.end");
      case Meaning.Other _ -> NONE;
    };
  }

  /// Of a reply of several lines the first is explained; of the answer to EHLO the others as well.
  private static Explanation ofReply(Meaning.ReplyLine reply, String line) {
    if (!reply.first()) {
      // A line of the reply to EHLO names an extension (RFC 5321, 4.1.1.1).
      return reply.answers().equals("EHLO") && reply.code() == 250
          ? first("smtp.keyword." + word(line, 4), "smtp.keyword.unknown")
          : first("smtp.reply.continued");
    }
    var answers = reply.answers().equals(SmtpGrammar.LONE_DOT) ? "dot" : reply.answers();
    var explanation =
        first(
            "smtp.reply." + (answers.isEmpty() ? "greeting" : answers) + "." + reply.code(),
            "smtp.code." + reply.code(),
            "smtp.code.unknown");
    return Wording.find("smtp.class." + reply.code() / 100)
        .map(severity -> new Explanation(List.of(explanation.notes().getFirst().behind(severity))))
        .orElse(explanation);
  }

  private static Explanation enhanced(Meaning.ReplyLine reply, Line line) {
    var code = ENHANCED.matcher(line.text());
    return reply.first() && code.matches()
        ? first("smtp.enhanced." + code.group(2), "smtp.enhanced.unknown").behind(code.group(1))
        : NONE;
  }

  private static Explanation bracket(String name, Line line) {
    var code = BRACKET.matcher(line.text());
    return code.matches()
        ? first(name + ".bracket." + code.group(1), name + ".bracket.unknown").behind(code.group(1))
        : NONE;
  }

  private static String word(String line, int from) {
    return line.length() > from ? line.substring(from).split("[ =]", 2)[0] : "";
  }

  private static Explanation first(String... keys) {
    return Stream.of(keys)
        .flatMap(key -> note(key).stream())
        .findFirst()
        .map(note -> new Explanation(List.of(note)))
        .orElse(NONE);
  }

  private static Optional<Note> note(String key) {
    return Wording.find(key).map(words -> new Note(words, Wording.find(key + ".rfc").orElse("")));
  }

  private Explanation behind(String prefix) {
    return new Explanation(notes.stream().map(note -> note.behind(prefix)).toList());
  }

  private Explanation and(Explanation more) {
    return new Explanation(Stream.concat(notes.stream(), more.notes().stream()).toList());
  }

  Html html() {
    var html = new Html();
    var separator = "";
    for (var note : notes) {
      html.text(separator + note.words());
      separator = "; ";
      if (!note.reference().isEmpty()) {
        html.text(" (").reference(note.reference()).text(")");
      }
    }
    return html;
  }

  @Override
  public String toString() {
    return notes.stream()
        .map(note ->
            note.reference().isEmpty()
                ? note.words()
                : note.words() + " (" + note.reference() + ")")
        .collect(Collectors.joining("; "));
  }
}
