package dev.wirelab.lab;

import dev.wirelab.lab.exchange.Ending;
import dev.wirelab.lab.exchange.Line;
import dev.wirelab.lab.exchange.Meaning;
import dev.wirelab.lab.exchange.SmtpGrammar;
import dev.wirelab.lab.show.Visible;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Questions to the record of one conversation.
final class OnTheWire {

  private OnTheWire() {}

  /// Whether these commands were sent, one after the other, whatever else between them.
  static Finding inOrder(Transcript transcript, List<String> verbs) {
    var seen = new ArrayList<String>();
    int found = 0;
    Line last = null;
    for (var line : transcript.lines()) {
      if (line.meaning() instanceof Meaning.Command(var verb, _)) {
        if (verbs.contains(verb)) {
          seen.add(Wording.say("seen.at", verb, line.number()));
        }
        if (found < verbs.size() && verb.equals(verbs.get(found))) {
          found++;
          last = line;
        }
      }
    }
    boolean met = found == verbs.size();
    return new Finding(
        met,
        String.join(", ", verbs),
        seen.isEmpty() ? Wording.say("seen.none.of.them") : String.join(", ", seen),
        met || last == null
            ? ""
            : Wording.say("where.missing.after", verbs.get(found), last.number()));
  }

  /// Whether a command got a reply of that code at least once. What counts is the reply's last
  /// line, and of HTTP's the first, which alone has the code.
  ///
  /// @param verb in capitals; a dot stands for the end of the message
  static Finding answered(Transcript transcript, String verb, int code) {
    var replies = new ArrayList<Line>();
    for (var line : transcript.lines()) {
      if (line.meaning() instanceof Meaning.ReplyLine reply
          && (reply.last() || transcript.protocol() == Protocol.HTTP)
          && reply.answers().equals(verb)) {
        if (reply.code() == code) {
          return new Finding(true, String.valueOf(code), shown(line), where(line));
        }
        replies.add(line);
      }
    }
    var seen =
        replies.isEmpty()
            ? neverAnswered(transcript, verb)
            : replies.stream().map(OnTheWire::shown).collect(Collectors.joining(", "));
    return new Finding(
        false, String.valueOf(code), seen, replies.isEmpty() ? "" : where(replies.getLast()));
  }

  /// Whether a command of POP3 or IMAP ended with that status at least once.
  static Finding answered(Transcript transcript, String verb, String status) {
    var answers = new ArrayList<Line>();
    for (var line : transcript.lines()) {
      if (line.meaning() instanceof Meaning.Status(var word, _, var answered)
          && answered.equals(verb)) {
        if (word.equals(status)) {
          return new Finding(true, status, shown(line), where(line));
        }
        answers.add(line);
      }
    }
    return answers.isEmpty()
        ? new Finding(false, status, neverAnswered(transcript, verb), "")
        : new Finding(
            false,
            status,
            answers.stream().map(OnTheWire::shown).collect(Collectors.joining(", ")),
            where(answers.getLast()));
  }

  /// A command that the server took for text had no dot before it to end the text.
  private static String neverAnswered(Transcript transcript, String verb) {
    if (verb.equals(SmtpGrammar.LONE_DOT)) {
      return Wording.say("seen.no.message");
    }
    return transcript.lines().stream()
        .filter(line -> line.from() == Peer.CLIENT && line.meaning() instanceof Meaning.Payload)
        .filter(line ->
            line.text().strip().toUpperCase(Locale.ROOT).matches(Pattern.quote(verb) + "( .*)?"))
        .reduce((_, last) -> last)
        .filter(_ -> transcript.lines().stream().noneMatch(line -> asks(line, verb)))
        .map(line -> Wording.say("seen.in.text", verb, line.number()))
        .orElseGet(() -> Wording.say("seen.no.reply", verb));
  }

  private static boolean asks(Line line, String verb) {
    return line.meaning() instanceof Meaning.Command(var sent, _) && sent.equals(verb);
  }

  /// Whether the client sent this line, as a command or as text of a message.
  static Finding sentLine(Transcript transcript, String text) {
    for (var line : transcript.lines()) {
      if (line.from() == Peer.CLIENT && line.text().equals(text)) {
        return new Finding(true, text, line.shown(), where(line));
      }
    }
    var sent = transcript.lines().stream().filter(line -> line.from() == Peer.CLIENT).toList();
    return Nearest.to(text, sent, Line::text)
        .map(line -> new Finding(false, text, line.shown(), where(line)))
        .orElse(new Finding(false, text, Wording.say("seen.no.such.line", sent.size()), ""));
  }

  /// Whether all that the client sent ends its lines with CR LF.
  static Finding endsLinesWithCrlf(Transcript transcript) {
    for (var line : transcript.lines()) {
      if (line.from() == Peer.CLIENT && line.ending() != Ending.CRLF) {
        return new Finding(
            false,
            Ending.CRLF.sign(),
            line.ending() == Ending.NONE ? Wording.say("seen.no.ending") : line.ending().sign(),
            where(line));
      }
    }
    return new Finding(true, Ending.CRLF.sign(), Ending.CRLF.sign(), "");
  }

  private static String where(Line line) {
    return Wording.say("where.line", line.number());
  }

  private static String shown(Line line) {
    return Visible.line(line.text());
  }
}
