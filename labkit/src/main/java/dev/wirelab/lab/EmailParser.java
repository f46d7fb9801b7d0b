package dev.wirelab.lab;

import dev.wirelab.lab.Email.Field;
import dev.wirelab.lab.Email.Part;
import dev.wirelab.lab.show.Visible;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.message.HeaderSection;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Takes a message apart with Jakarta Mail, and has a sentence ready for whatever is broken.
final class EmailParser {

  /// Deeper nesting is nobody's letter.
  private static final int DEEPEST = 20;

  private final byte[] raw;
  private final List<String> defects = new ArrayList<>();

  EmailParser(byte[] raw) {
    this.raw = raw;
  }

  Email parse() {
    var text = new String(raw, StandardCharsets.ISO_8859_1);
    var header = HeaderSection.find(raw);
    if (!header.complete()) {
      defects.add(Wording.say(header.end() == 0 ? "email.no.header" : "email.header.broken"));
    }
    var fields = new ArrayList<Field>();
    if (hasStrangeOctets(raw, header.end())) {
      defects.add(Wording.say("email.header.octets"));
    }
    Part structure;
    try {
      // Jakarta Mail would take whatever comes first for a header, so the line between is put in.
      var whole = text.substring(0, header.end()) + "\r\n" + text.substring(header.body());
      var message =
          new MimeMessage(
              (Session) null,
              new ByteArrayInputStream(whole.getBytes(StandardCharsets.ISO_8859_1)));
      for (var field : Collections.list(message.getAllHeaders())) {
        fields.add(new Field(field.getName(), MimeUtility.unfold(utf8(field.getValue()))));
      }
      structure = collect(message, 0);
    } catch (MessagingException | RuntimeException e) {
      defects.add(Wording.say("email.unreadable", said(e)));
      byte[] body = text.substring(header.body()).getBytes(StandardCharsets.ISO_8859_1);
      structure = new Part("text/plain", "", Visible.decode(body), body, false, List.of());
    }
    return new Email(raw, fields, subject(fields), structure, defects);
  }

  private String subject(List<Field> fields) {
    for (var field : fields) {
      if (field.name().equalsIgnoreCase("Subject")) {
        try {
          return MimeUtility.decodeText(field.value());
        } catch (UnsupportedEncodingException e) {
          defects.add(Wording.say("email.charset", said(e)));
          return field.value();
        }
      }
    }
    return "";
  }

  private Part collect(MimePart part, int depth) throws MessagingException {
    var type = contentType(part);
    if (!type.getPrimaryType().equalsIgnoreCase("multipart")) {
      return leaf(part, type);
    }
    if (depth >= DEEPEST) {
      defects.add(Wording.say("email.too.deep", DEEPEST));
      return leaf(part, type);
    }
    boolean bounded = type.getParameter("boundary") != null;
    if (!bounded) {
      defects.add(Wording.say("email.no.boundary"));
    }
    try {
      var multipart = new MimeMultipart(part.getDataHandler().getDataSource());
      var inner = new ArrayList<Part>();
      for (int i = 0; i < multipart.getCount(); i++) {
        inner.add(collect((MimeBodyPart) multipart.getBodyPart(i), depth + 1));
      }
      if (bounded && !multipart.isComplete()) {
        defects.add(Wording.say("email.multipart.open"));
      }
      if (!inner.isEmpty()) {
        var mediaType = type.getBaseType().toLowerCase(Locale.ROOT);
        return new Part(mediaType, "", "", new byte[0], false, inner);
      }
    } catch (MessagingException e) {
      defects.add(Wording.say("email.multipart", said(e)));
    }
    return leaf(part, type);
  }

  private Part leaf(MimePart part, ContentType type) throws MessagingException {
    byte[] octets = content(part);
    var mediaType = type.getBaseType().toLowerCase(Locale.ROOT);
    boolean isText = mediaType.startsWith("text/") || mediaType.startsWith("multipart/");
    return new Part(
        mediaType.startsWith("multipart/") ? "text/plain" : mediaType,
        fileName(part),
        isText ? decode(octets, type.getParameter("charset")) : "",
        octets,
        isAttachment(part),
        List.of());
  }

  private static boolean isAttachment(MimePart part) {
    try {
      return jakarta.mail.Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
    } catch (MessagingException unreadable) {
      return false;
    }
  }

  /// Whether a header has octets above 127 that are no UTF-8 (RFC 6532, 3.1).
  private static boolean hasStrangeOctets(byte[] raw, int end) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw, 0, end));
      return false;
    } catch (CharacterCodingException notUtf8) {
      return true;
    }
  }

  /// A header's value with its encoded words decoded, or as it is.
  static String decoded(String value) {
    try {
      return MimeUtility.decodeText(value);
    } catch (UnsupportedEncodingException e) {
      return value;
    }
  }

  /// The addresses that can be read of a field.
  static List<InternetAddress> addresses(String value) {
    try {
      return List.of(InternetAddress.parseHeader(value, false));
    } catch (AddressException e) {
      return List.of();
    }
  }

  static Optional<Instant> date(String value) {
    try {
      return Optional.ofNullable(new MailDateFormat().parse(value)).map(Date::toInstant);
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  private ContentType contentType(MimePart part) {
    try {
      return new ContentType(part.getContentType());
    } catch (MessagingException e) {
      // RFC 2045, 5.2: what cannot be understood is plain text.
      defects.add(Wording.say("email.content.type", said(e)));
      return new ContentType("text", "plain", null);
    }
  }

  private byte[] content(MimePart part) throws MessagingException {
    try (InputStream in = part.getInputStream()) {
      return in.readAllBytes();
    } catch (IOException | MessagingException e) {
      defects.add(Wording.say("email.encoding", said(e)));
      return undecoded(part);
    }
  }

  private static byte[] undecoded(MimePart part) throws MessagingException {
    try (InputStream in =
        switch (part) {
          case MimeMessage message -> message.getRawInputStream();
          case MimeBodyPart body -> body.getRawInputStream();
          default -> InputStream.nullInputStream();
        }) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new MessagingException(e.getMessage(), e);
    }
  }

  private String fileName(MimePart part) {
    try {
      var name = part.getFileName();
      return name == null ? "" : MimeUtility.decodeText(name);
    } catch (MessagingException | UnsupportedEncodingException e) {
      defects.add(Wording.say("email.file.name", said(e)));
      return "";
    }
  }

  private String decode(byte[] octets, String charset) {
    if (charset == null) {
      return Visible.decode(octets);
    }
    try {
      return new String(octets, Charset.forName(MimeUtility.javaCharset(charset)));
    } catch (IllegalArgumentException e) {
      defects.add(Wording.say("email.charset", charset));
      return Visible.decode(octets);
    }
  }

  /// Header values arrive a char for an octet; since RFC 6532 the octets may be UTF-8.
  private static String utf8(String value) {
    return value == null ? "" : Visible.decode(value.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String said(Exception e) {
    return Visible.line(String.valueOf(e.getMessage()));
  }
}
