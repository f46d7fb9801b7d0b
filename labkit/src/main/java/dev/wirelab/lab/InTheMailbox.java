package dev.wirelab.lab;

import dev.wirelab.lab.show.Visible;
import dev.wirelab.lab.show.Wording;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Questions to what lies in a mailbox.
final class InTheMailbox {

  /// A command that stands by itself in a line, as no letter ends.
  private static final Pattern COMMAND =
      Pattern.compile("(?i)(QUIT|RSET|NOOP|DATA|(MAIL FROM|RCPT TO): ?<.*>.*)\\s*");

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
    var found = mailbox.messages().stream().filter(wanted).toList();
    Optional<String> swallowed =
        found.size() == 1 ? commandAtTheEndOf(found.getFirst()) : Optional.empty();
    var seen =
        switch (found.size()) {
          case 0 -> Wording.say("seen.no.such.message", mailbox.size()) + nearest(mailbox, text);
          case 1 ->
              swallowed
                  .map(command -> Wording.say("seen.command.in.message", command))
                  .orElseGet(() -> Wording.say("seen.one.message"));
          default -> Wording.say("seen.too.many.messages", found.size());
        };
    return new Finding(
        found.size() == 1 && swallowed.isEmpty(), Wording.say("expected.one.message"), seen, "");
  }

  /// Where the lone dot was forgotten, what should have followed it is the end of the text.
  private static Optional<String> commandAtTheEndOf(Email email) {
    return email
        .toString()
        .lines()
        .filter(line -> !line.isBlank())
        .reduce((_, last) -> last)
        .filter(line -> COMMAND.matcher(line).matches())
        .map(Visible::line);
  }

  private static String nearest(Mailbox mailbox, String text) {
    var lines = mailbox.messages().stream().flatMap(email -> email.toString().lines()).toList();
    return Nearest.to(text, lines, Function.identity())
        .map(line -> Wording.say("seen.nearest", Visible.line(line)))
        .orElse("");
  }
}
