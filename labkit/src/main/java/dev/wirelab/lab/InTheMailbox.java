package dev.wirelab.lab;

import dev.wirelab.lab.show.Visible;
import dev.wirelab.lab.show.Wording;
import java.util.function.Function;
import java.util.function.Predicate;

/// Questions to what lies in a mailbox.
final class InTheMailbox {

  private InTheMailbox() {}

  /// Whether exactly one message holds `text`, in its header or its body.
  static Finding holds(Mailbox mailbox, String text) {
    return one(
        mailbox,
        text,
        email ->
            email.toString().contains(text)
                || email.subject().contains(text)
                || email.text().contains(text));
  }

  /// Whether exactly one message holds `line`, with nothing before it or behind it.
  static Finding holdsLine(Mailbox mailbox, String line) {
    return one(mailbox, line, email -> email.toString().lines().anyMatch(line::equals));
  }

  private static Finding one(Mailbox mailbox, String text, Predicate<Email> wanted) {
    var found = mailbox.messages().stream().filter(wanted).count();
    var seen =
        switch ((int) found) {
          case 0 -> Wording.say("seen.no.such.message", mailbox.size()) + nearest(mailbox, text);
          case 1 -> Wording.say("seen.one.message");
          default -> Wording.say("seen.too.many.messages", found);
        };
    return new Finding(found == 1, Wording.say("expected.one.message"), seen, "");
  }

  private static String nearest(Mailbox mailbox, String text) {
    var lines = mailbox.messages().stream().flatMap(email -> email.toString().lines()).toList();
    return Nearest.to(text, lines, Function.identity())
        .map(line -> Wording.say("seen.nearest", Visible.line(line)))
        .orElse("");
  }
}
