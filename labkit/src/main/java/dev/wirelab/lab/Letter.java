package dev.wirelab.lab;

import dev.wirelab.lab.show.Wording;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/// A message that is being written: [#build()] gives it as an [Email], its raw text with CR LF and
/// with the encodings that it needs (RFC 5322, RFC 2045, RFC 2047).
///
/// ```java
/// var mail =
///     Email.compose()
///         .from("Smith <Smith@bar.com>")
///         .to("Jones@foo.com")
///         .subject("Grüße 東京")
///         .text("Hello")
///         .attach("Menu.txt", "text/plain", "soup".getBytes())
///         .build();
/// mail.toString()     // From: Smith <Smith@bar.com> ...
/// ```
///
/// The same letter with the same date has the same octets at every run.
public final class Letter {

  private record File(String name, String type, byte[] octets) {}

  private record Field(String name, String value) {}

  private final List<InternetAddress> from = new ArrayList<>();
  private final List<InternetAddress> to = new ArrayList<>();
  private final List<InternetAddress> cc = new ArrayList<>();
  private final List<Field> fields = new ArrayList<>();
  private final List<File> files = new ArrayList<>();
  private String subject = "";
  private String text = "";
  private String html = "";
  private Instant date;
  private int boundaries;

  Letter() {}

  /// Who writes: `Smith@bar.com` or `Smith <Smith@bar.com>`.
  ///
  /// @throws IllegalArgumentException if that is no address
  public Letter from(String address) {
    from.addAll(addresses(address));
    return this;
  }

  /// Who is written to, one or several parted by commas. What is not to be read by everybody (Bcc)
  /// belongs on the envelope alone.
  ///
  /// @throws IllegalArgumentException if that is no address
  public Letter to(String addresses) {
    to.addAll(addresses(addresses));
    return this;
  }

  /// Who gets a copy.
  ///
  /// @throws IllegalArgumentException if that is no address
  public Letter cc(String addresses) {
    cc.addAll(addresses(addresses));
    return this;
  }

  /// What it is about, in any script.
  ///
  /// @throws IllegalArgumentException if it has an end of line: what follows it would be a header
  public Letter subject(String subject) {
    this.subject = oneLine("Subject", subject);
    return this;
  }

  /// A field more, such as `X-Mailer`.
  ///
  /// @throws IllegalArgumentException if name or value have an end of line
  public Letter header(String name, String value) {
    fields.add(new Field(oneLine(name, name), oneLine(name, value)));
    return this;
  }

  /// When it was written; now, if this is not said.
  public Letter date(Instant date) {
    this.date = date;
    return this;
  }

  /// What it says, as plain text.
  public Letter text(String text) {
    this.text = text;
    return this;
  }

  /// What it says, as HTML, beside the plain text.
  public Letter html(String html) {
    this.html = html;
    return this;
  }

  /// A file that goes with it.
  ///
  /// @param type its media type, `application/pdf`
  public Letter attach(String name, String type, byte[] octets) {
    files.add(new File(oneLine("filename", name), oneLine("Content-Type", type), octets.clone()));
    return this;
  }

  /// The message.
  ///
  /// @throws IllegalStateException if nobody writes it (RFC 5322, 3.6.2)
  public Email build() {
    if (from.isEmpty()) {
      throw new IllegalStateException(Wording.say("letter.no.sender"));
    }
    try {
      boundaries = 0;
      return Email.parse(octets());
    } catch (MessagingException | IOException e) {
      throw new IllegalArgumentException(Wording.say("letter.broken", e.getMessage()), e);
    }
  }

  private byte[] octets() throws MessagingException, IOException {
    var message = new Numbered();
    message.addFrom(from.toArray(InternetAddress[]::new));
    message.setRecipients(RecipientType.TO, to.toArray(InternetAddress[]::new));
    message.setRecipients(RecipientType.CC, cc.toArray(InternetAddress[]::new));
    message.setSubject(subject, "UTF-8");
    message.setSentDate(Date.from(date == null ? Instant.now() : date));
    for (var field : fields) {
      message.addHeader(field.name(), MimeUtility.encodeText(field.value(), "UTF-8", null));
    }
    if (files.isEmpty() && html.isEmpty()) {
      message.setText(text, charset(text));
    } else {
      message.setContent(content());
    }
    message.saveChanges();
    var out = new ByteArrayOutputStream();
    message.writeTo(out);
    return out.toByteArray();
  }

  private MimeMultipart content() throws MessagingException {
    if (files.isEmpty()) {
      return alternative();
    }
    var mixed = new Bounded("mixed", ++boundaries);
    var first = new MimeBodyPart();
    if (html.isEmpty()) {
      first.setText(text, charset(text));
    } else {
      first.setContent(alternative());
    }
    mixed.addBodyPart(first);
    for (var file : files) {
      var part = new MimeBodyPart();
      part.setDataHandler(new DataHandler(new ByteArrayDataSource(file.octets(), file.type())));
      part.setFileName(file.name());
      part.setDisposition(Part.ATTACHMENT);
      part.setHeader("Content-Transfer-Encoding", "base64");
      mixed.addBodyPart(part);
    }
    return mixed;
  }

  private MimeMultipart alternative() throws MessagingException {
    var both = new Bounded("alternative", ++boundaries);
    var plain = new MimeBodyPart();
    plain.setText(text, charset(text));
    var formatted = new MimeBodyPart();
    formatted.setText(html, charset(html), "html");
    both.addBodyPart(plain);
    both.addBodyPart(formatted);
    return both;
  }

  private static String charset(String text) {
    return StandardCharsets.US_ASCII.newEncoder().canEncode(text) ? "US-ASCII" : "UTF-8";
  }

  private static List<InternetAddress> addresses(String text) {
    try {
      return List.of(InternetAddress.parse(oneLine("address", text), true));
    } catch (MessagingException e) {
      throw new IllegalArgumentException(Wording.say("letter.no.address", text, e.getMessage()), e);
    }
  }

  private static String oneLine(String name, String value) {
    if (value.chars().anyMatch(c -> c == '\r' || c == '\n')) {
      throw new IllegalArgumentException(Wording.say("letter.line.end", name));
    }
    return value;
  }

  /// Names itself by what it holds, so that the same letter has the same Message-ID.
  private final class Numbered extends MimeMessage {

    Numbered() {
      super(Session.getInstance(new Properties()));
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      var held = String.join("\n", subject, text, html, getHeader("Date", ""), from.toString());
      setHeader("Message-ID", "<" + digest(held) + "@" + domain() + ">");
    }

    private String domain() {
      var address = from.getFirst().getAddress();
      return address.substring(address.lastIndexOf('@') + 1);
    }
  }

  private static String digest(String text) {
    try {
      byte[] octets =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(octets, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /// Parts parted by a boundary that is the same at every run. Neither base64 nor quoted-printable
  /// can have `=_` in a line of their own (RFC 2045, 6.7).
  private static final class Bounded extends MimeMultipart {

    Bounded(String subtype, int number) throws MessagingException {
      super(subtype);
      var type = new ContentType(contentType);
      type.setParameter("boundary", "=_part_" + number);
      contentType = type.toString();
    }
  }
}
