package dev.wirelab.lab;

import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.lab.show.Html;
import dev.wirelab.lab.show.Visible;
import dev.wirelab.lab.show.Wording;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;

/// A message, taken apart (RFC 5322, RFC 2045).
///
/// ```java
/// var mail = Email.parse(raw);
/// mail.headerNames();        // [Return-Path, Received, To, Subject]
/// mail.header("To");         // demo@crisewing.com
/// mail.part(0).text();       // If you are reading this email, ...
/// ```
///
/// Mail in the wild is often broken. What can be read is read, what is wrong is listed in
/// [#defects()], and nothing here throws because of what a message holds.
public final class Email implements Displayable {

  /// A part that holds no other parts: a text, a picture, an attachment.
  ///
  /// @param contentType the media type in small letters, without parameters: `text/plain`
  /// @param fileName what the sender suggests as a name, or an empty string
  /// @param text the content as text, empty if it is not text
  /// @param octets the content, transfer encoding undone; not copied, so not to be changed
  public record Part(String contentType, String fileName, String text, byte[] octets) {

    @Override
    public String toString() {
      return fileName.isEmpty()
          ? Wording.say("email.part", contentType, octets.length)
          : Wording.say("email.part.named", contentType, octets.length, fileName);
    }
  }

  /// A header field: name and unfolded value.
  record Field(String name, String value) {}

  private final byte[] raw;
  private final List<Field> fields;
  private final String subject;
  private final List<Part> parts;
  private final List<String> defects;

  Email(byte[] raw, List<Field> fields, String subject, List<Part> parts, List<String> defects) {
    this.raw = raw;
    this.fields = List.copyOf(fields);
    this.subject = subject;
    this.parts = List.copyOf(parts);
    this.defects = List.copyOf(new LinkedHashSet<>(defects));
  }

  /// Takes a message apart.
  ///
  /// @param raw header and body, as IMAP's `BODY[]` or POP3's RETR give them
  public static Email parse(String raw) {
    return parse(raw.getBytes(StandardCharsets.UTF_8));
  }

  /// Takes a message apart; the octets are copied.
  public static Email parse(byte[] raw) {
    return new EmailParser(raw.clone()).parse();
  }

  /// Fetches a message of Jakarta Mail and takes it apart.
  ///
  /// @throws IllegalStateException if it cannot be fetched; it says why
  public static Email parse(Message message) {
    var raw = new ByteArrayOutputStream();
    try {
      message.writeTo(raw);
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException(Wording.say("email.not.fetched", e.getMessage()), e);
    }
    return new EmailParser(raw.toByteArray()).parse();
  }

  /// The names of the header fields, in order, a name as often as it occurs.
  public List<String> headerNames() {
    return fields.stream().map(Field::name).toList();
  }

  /// The value of the first field of that name, unfolded and otherwise as sent; empty if there is
  /// none.
  ///
  /// @param name in any case
  public String header(String name) {
    var values = headers(name);
    return values.isEmpty() ? "" : values.getFirst();
  }

  /// The values of all fields of that name, in order.
  public List<String> headers(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /// The subject with its encoded words decoded (RFC 2047); empty if there is none.
  public String subject() {
    return subject;
  }

  /// The From field, as sent: what the letterhead says, which is not the envelope.
  public String from() {
    return header("From");
  }

  /// What there is to read: the first part of plain text, or else of any text.
  public String text() {
    return parts.stream()
        .filter(part -> part.contentType().equals("text/plain"))
        .findFirst()
        .or(() -> parts.stream().filter(part -> part.contentType().startsWith("text/")).findFirst())
        .map(Part::text)
        .orElse("");
  }

  /// The parts that hold content, in order; a simple message has one.
  public List<Part> parts() {
    return parts;
  }

  /// One of [#parts()].
  ///
  /// @param index counted from 0
  /// @throws NoSuchElementException if there is none; it says how many there are
  public Part part(int index) {
    if (index < 0 || index >= parts.size()) {
      throw new NoSuchElementException(Wording.say("email.no.part", index, parts.size()));
    }
    return parts.get(index);
  }

  /// The octets as they came.
  public byte[] raw() {
    return raw.clone();
  }

  /// What is wrong with the message, in sentences; empty if nothing is.
  public List<String> defects() {
    return defects;
  }

  /// The message as it came.
  @Override
  public String toString() {
    return Visible.decode(raw);
  }

  @Override
  public MimeBundle mimeBundle() {
    var html =
        new Html()
            .table(
                "wirelab-email",
                Wording.say("email.caption", fields.size()),
                List.of(Wording.say("email.name"), Wording.say("email.value")));
    for (var field : fields) {
      html.row("wirelab-field", Visible.line(field.name()))
          .cell(new Html().code(Visible.line(field.value())))
          .endRow();
    }
    html.endTable().lines(Visible.lines(text()));
    var others = new ArrayList<String>();
    if (parts.size() > 1) {
      parts.forEach(part -> others.add(Visible.line(part.toString())));
    }
    others.addAll(defects);
    others.forEach(html::paragraph);
    var text = new StringBuilder(Visible.lines(toString()).stripTrailing());
    defects.forEach(defect -> text.append("\n\n").append(defect));
    return MimeBundle.text(text.toString()).with("text/html", html.toString());
  }
}
