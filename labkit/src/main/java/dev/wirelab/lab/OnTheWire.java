package dev.wirelab.lab;

import dev.wirelab.lab.exchange.Ending;
import dev.wirelab.lab.exchange.Line;
import dev.wirelab.lab.exchange.Meaning;
import dev.wirelab.lab.exchange.SmtpGrammar;
import dev.wirelab.lab.show.Visible;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.wire.Peer;
import java.util.ArrayList;
import java.util.List;
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

  /// Whether a command got a reply of that code at least once.
  ///
  /// @param verb in capitals; a dot stands for the end of the message
  static Finding answered(Transcript transcript, String verb, int code) {
    var replies = new ArrayList<Line>();
    for (var line : transcript.lines()) {
      if (line.meaning() instanceof Meaning.ReplyLine reply
          && reply.last()
          && reply.answers().equals(verb)) {
        if (reply.code() == code) {
          return new Finding(true, String.valueOf(code), shown(line), where(line));
        }
        replies.add(line);
      }
    }
    var seen =
        replies.isEmpty()
            ? Wording.say(
                verb.equals(SmtpGrammar.LONE_DOT) ? "seen.no.message" : "seen.no.reply", verb)
            : replies.stream().map(OnTheWire::shown).collect(Collectors.joining(", "));
    return new Finding(
        false, String.valueOf(code), seen, replies.isEmpty() ? "" : where(replies.getLast()));
  }

  /// Whether the client sent this line, as a command or as text of a message.
  static Finding sentLine(Transcript transcript, String text) {
    int count = 0;
    for (var line : transcript.lines()) {
      if (line.from() == Peer.CLIENT) {
        count++;
        if (line.text().equals(text)) {
          return new Finding(true, text, line.shown(), where(line));
        }
      }
    }
    return new Finding(false, text, Wording.say("seen.no.such.line", count), "");
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
