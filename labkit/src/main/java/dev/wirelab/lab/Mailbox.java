package dev.wirelab.lab;

import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.lab.show.Html;
import dev.wirelab.lab.show.TextTable;
import dev.wirelab.lab.show.Visible;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.StoredMessage;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/// What lay in somebody's INBOX at the moment of asking; ask again for a newer look.
///
/// ```java
/// lab.mailbox("jones")               // a cell's result: a table of the messages
/// lab.mailbox("jones").size()        // 1
/// lab.mailbox("jones").message(1)    // the first one, an Email
/// ```
public final class Mailbox implements Displayable {

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String login;
  private final List<StoredMessage> stored;

  /// @param stored in sequence order
  Mailbox(String login, List<StoredMessage> stored) {
    this.login = login;
    this.stored = List.copyOf(stored);
  }

  /// How many messages there are.
  public int size() {
    return stored.size();
  }

  /// The messages, oldest first.
  public List<Email> messages() {
    return stored.stream().map(message -> Email.parse(message.raw())).toList();
  }

  /// One message.
  ///
  /// @param sequence its number in the mailbox, from 1 (RFC 3501, 2.3.1.2)
  /// @throws NoSuchElementException if there is none of that number; it says how many there are
  public Email message(int sequence) {
    if (sequence < 1 || sequence > stored.size()) {
      throw new NoSuchElementException(
          Wording.say("mailbox.no.message", login, sequence, stored.size()));
    }
    return Email.parse(stored.get(sequence - 1).raw());
  }

  /// The newest message.
  ///
  /// @throws NoSuchElementException if there is none
  public Email last() {
    return message(Math.max(1, stored.size()));
  }

  /// One line, then one for each message.
  @Override
  public String toString() {
    if (stored.isEmpty()) {
      return caption();
    }
    var table = new TextTable().row(columns().toArray(String[]::new));
    stored.forEach(message -> table.row(cells(message).toArray(String[]::new)));
    return caption() + "\n" + table;
  }

  @Override
  public MimeBundle mimeBundle() {
    var html = new Html().table("wirelab-mailbox", caption(), columns());
    for (var message : stored) {
      var cells = cells(message);
      html.row("wirelab-message", cells.getFirst());
      cells.subList(1, cells.size()).forEach(html::cell);
      html.endRow();
    }
    return MimeBundle.text(toString()).with("text/html", html.endTable().toString());
  }

  private String caption() {
    return Wording.say("mailbox.caption", login, stored.size());
  }

  private static List<String> columns() {
    return List.of(
        Wording.say("mailbox.sequence"),
        Wording.say("mailbox.from"),
        Wording.say("mailbox.subject"),
        Wording.say("mailbox.received"),
        Wording.say("mailbox.octets"),
        Wording.say("mailbox.flags"));
  }

  private static List<String> cells(StoredMessage message) {
    var email = Email.parse(message.raw());
    return List.of(
        String.valueOf(message.sequence()),
        orDash(email.from()),
        orDash(email.subject()),
        MINUTES.format(message.received()),
        String.valueOf(message.raw().length),
        orDash(message.flags().stream().sorted().collect(Collectors.joining(" "))));
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "–" : Visible.line(text);
  }
}
