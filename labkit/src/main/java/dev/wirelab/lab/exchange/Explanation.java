package dev.wirelab.lab.exchange;

import dev.wirelab.lab.show.Html;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.wire.Protocol;
import java.util.Locale;

/// What a line means, in a few words, and where that is written.
///
/// @param words empty where there is nothing to say
/// @param reference a section of an RFC, or empty
record Explanation(String words, String reference) {

  private static final Explanation NONE = new Explanation("", "");

  /// The words stand in the bundle: by verb, by code and what it answers, by code, and by class of
  /// code, the most exact first. SMTP's have no prefix; those of the others begin with the
  /// protocol's name.
  static Explanation of(Protocol protocol, Line line) {
    if (protocol != Protocol.SMTP) {
      return ofOthers(protocol.name().toLowerCase(Locale.ROOT), line);
    }
    return switch (line.meaning()) {
      case Meaning.Command(var verb, _) -> first("verb." + verb, "verb.unknown");
      case Meaning.Credential _ -> first("credential");
      case Meaning.Payload _ -> first("payload");
      case Meaning.EndOfPayload _ -> first("payload.end");
      case Meaning.ReplyLine reply -> ofReply(reply, line.text());
      default -> NONE;
    };
  }

  private static Explanation ofOthers(String protocol, Line line) {
    return switch (line.meaning()) {
      case Meaning.Command(var verb, _) ->
          first(protocol + ".verb." + verb, protocol + ".verb.unknown");
      case Meaning.Credential _ -> first("credential");
      case Meaning.Payload _ -> first(protocol + ".payload");
      case Meaning.EndOfPayload _ -> first(protocol + ".payload.end");
      case Meaning.Status(var word, _, var answers) ->
          first(
              protocol + ".status." + (answers.isEmpty() ? "greeting" : answers) + "." + word,
              protocol + ".status." + word,
              protocol + ".status.unknown");
      case Meaning.Data(var kind) -> first(protocol + ".data." + kind, protocol + ".data.unknown");
      case Meaning.GoOn _ -> first(protocol + ".go.on");
      case Meaning.ReplyLine(var code, _, _, _) ->
          first(protocol + ".code." + code, protocol + ".class." + code / 100);
      case Meaning.Field(var name) ->
          first(protocol + ".field." + name, protocol + ".field.unknown");
      case Meaning.EndOfHeader _ -> first(protocol + ".header.end");
      case Meaning.ChunkSize _ -> first(protocol + ".chunk");
      case Meaning.RestOfCommand _ -> first(protocol + ".rest");
      case Meaning.EndOfChunk _ -> first(protocol + ".chunk.end");
      case Meaning.Other _ -> NONE;
    };
  }

  private static Explanation ofReply(Meaning.ReplyLine reply, String line) {
    if (!reply.first() && reply.answers().equals("EHLO") && reply.code() == 250) {
      return keyword(line);
    }
    var what = reply.answers().equals(SmtpGrammar.LONE_DOT) ? "dot" : reply.answers();
    if (!reply.first()) {
      return first("reply.continued");
    }
    var explanation =
        first(
            "reply." + (what.isEmpty() ? "greeting" : what) + "." + reply.code(),
            "code." + reply.code(),
            "code.unknown");
    var severity = Wording.find("class." + reply.code() / 100).orElse("");
    return severity.isEmpty()
        ? explanation
        : new Explanation(severity + ": " + explanation.words(), explanation.reference());
  }

  /// A line of the reply to EHLO names an extension (RFC 5321, 4.1.1.1).
  private static Explanation keyword(String line) {
    var word = line.length() > 4 ? line.substring(4).split("[ =]", 2)[0] : "";
    return first("keyword." + word, "keyword.unknown");
  }

  private static Explanation first(String... keys) {
    for (var key : keys) {
      var words = Wording.find(key);
      if (words.isPresent()) {
        return new Explanation(words.get(), Wording.find(key + ".rfc").orElse(""));
      }
    }
    return NONE;
  }

  Html html() {
    var html = new Html().text(words);
    return reference.isEmpty() ? html : html.text(" (").reference(reference).text(")");
  }
}
