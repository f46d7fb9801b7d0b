package dev.wirelab.lab;

import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.lab.show.Html;
import dev.wirelab.lab.show.Visible;
import dev.wirelab.lab.show.Wording;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /// A part of a message: a text, a picture, an attachment, or one that holds other parts (RFC
  /// 2046, 5.1).
  ///
  /// @param contentType the media type in small letters, without parameters: `text/plain`
  /// @param fileName what the sender suggests as a name, or an empty string
  /// @param text the content as text, empty if it is not text
  /// @param octets the content, transfer encoding undone; not copied, so not to be changed; empty
  ///   if it holds other parts
  /// @param isAttachment whether it is to be shown as a file and not in the text (RFC 2183, 2.2)
  /// @param parts the parts that it holds, in order
  public record Part(
      String contentType,
      String fileName,
      String text,
      byte[] octets,
      boolean isAttachment,
      List<Part> parts) {

    public Part {
      parts = List.copyOf(parts);
    }

    /// The SHA-256 of the content, in small hexadecimal digits.
    public String digest() {
      try {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError("every Java platform has SHA-256", e);
      }
    }

    /// This part and all that it holds, outermost first.
    public Stream<Part> walk() {
      return Stream.concat(Stream.of(this), parts.stream().flatMap(Part::walk));
    }

    /// One line for each part, indented as deep as it lies.
    String tree(int depth) {
      return "  ".repeat(depth)
          + this
          + parts.stream().map(part -> "\n" + part.tree(depth + 1)).collect(Collectors.joining());
    }

    @Override
    public String toString() {
      if (!parts.isEmpty()) {
        return Wording.say("email.part.of", contentType, parts.size());
      }
      return fileName.isEmpty()
          ? Wording.say("email.part", contentType, octets.length)
          : Wording.say("email.part.named", contentType, octets.length, fileName);
    }
  }

  /// A header field: name and unfolded value.
  record Field(String name, String value) {
    String decoded() {
      return EmailParser.decoded(value);
    }

    boolean isEncoded() {
      return !value.equals(decoded());
    }
  }

  private static final int MOST_SHOWN = 100_000;

  private final byte[] raw;
  private final List<Field> fields;
  private final String subject;
  private final Part structure;
  private final List<Part> parts;
  private final List<String> defects;

  Email(byte[] raw, List<Field> fields, String subject, Part structure, List<String> defects) {
    this.raw = raw;
    this.fields = List.copyOf(fields);
    this.subject = subject;
    this.structure = structure;
    this.parts = structure.walk().filter(part -> part.parts().isEmpty()).toList();
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

  /// The value of the first field of that name with its encoded words decoded (RFC 2047); empty if
  /// there is none.
  public String decoded(String name) {
    return EmailParser.decoded(header(name));
  }

  /// The addresses in all fields of that name, such as To: name and address of each. What is no
  /// address is left out.
  public List<InternetAddress> addresses(String name) {
    return headers(name).stream().flatMap(value -> EmailParser.addresses(value).stream()).toList();
  }

  /// When it was written, as its Date field says (RFC 5322, 3.6.1); empty if there is none that can
  /// be read.
  public Optional<Instant> date() {
    return EmailParser.date(header("Date"));
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
        .filter(part -> part.contentType().equals("text/plain") && !part.isAttachment())
        .findFirst()
        .or(() -> parts.stream().filter(part -> part.contentType().startsWith("text/")).findFirst())
        .map(Part::text)
        .orElse("");
  }

  /// The parts that hold content, in order; a simple message has one.
  public List<Part> parts() {
    return parts;
  }

  /// The message as one part that holds the others: the tree.
  public Part structure() {
    return structure;
  }

  /// Every part, those that hold others before what they hold.
  public Stream<Part> walk() {
    return structure.walk();
  }

  /// The parts that are files.
  public List<Part> attachments() {
    return parts.stream().filter(Part::isAttachment).toList();
  }

  /// Begins a message of one's own.
  ///
  /// ```java
  /// Email.compose().from("Smith@bar.com").to("Jones@foo.com").subject("Grüße").text("Hello").build()
  /// ```
  public static Letter compose() {
    return new Letter();
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
          .cell(new Html().code(Visible.line(field.decoded())))
          .endRow();
    }
    html.endTable();
    var formatted = parts.stream().filter(part -> isHtml(part)).findFirst();
    formatted.ifPresent(part -> html.sanitised(part.text()));
    var plain = new Html().lines(shortened(Visible.lines(text())));
    if (formatted.isPresent()) {
      html.details(Wording.say("email.as.text"), false, plain);
    } else {
      html.append(plain);
    }
    boolean composite = parts.size() > 1 || structure.parts().size() > 0;
    if (composite) {
      html.details(
          Wording.say("email.structure"),
          true,
          new Html().lines(shortened(Visible.lines(structure.tree(0)))));
      for (var file : attachments()) {
        html.paragraph(Visible.line(file + " SHA-256 " + file.digest()));
      }
    }
    if (composite || fields.stream().anyMatch(Field::isEncoded)) {
      html.details(
          Wording.say("email.source"),
          false,
          new Html().lines(shortened(Visible.lines(toString()))));
    }
    defects.forEach(html::paragraph);
    var text = new StringBuilder(shortened(Visible.lines(toString()).stripTrailing()));
    defects.forEach(defect -> text.append("\n\n").append(defect));
    return MimeBundle.text(text.toString()).with("text/html", html.toString());
  }

  private static boolean isHtml(Part part) {
    return part.contentType().equals("text/html") && !part.isAttachment();
  }

  /// Nobody reads more below a cell, and no front end likes it.
  private static String shortened(String text) {
    return text.length() <= MOST_SHOWN
        ? text
        : text.substring(0, MOST_SHOWN)
            + "\n"
            + Wording.say("line.cut", text.length() - MOST_SHOWN);
  }
}
