package dev.wirelab.lab;

import dev.wirelab.lab.Email.Field;
import dev.wirelab.lab.Email.Part;
import dev.wirelab.lab.show.Visible;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.message.HeaderSection;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Takes a message apart with Jakarta Mail, and has a sentence ready for whatever is broken.
final class EmailParser {

  /// Deeper nesting is nobody's letter.
  private static final int DEEPEST = 20;

  private final byte[] raw;
  private final List<String> defects = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();

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
      collect(message, 0);
    } catch (MessagingException | RuntimeException e) {
      defects.add(Wording.say("email.unreadable", said(e)));
      parts.clear();
      byte[] body = text.substring(header.body()).getBytes(StandardCharsets.ISO_8859_1);
      parts.add(new Part("text/plain", "", Visible.decode(body), body));
    }
    return new Email(raw, fields, subject(fields), parts, defects);
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

  private void collect(MimePart part, int depth) throws MessagingException {
    var type = contentType(part);
    if (type.getPrimaryType().equalsIgnoreCase("multipart") && depth < DEEPEST) {
      var before = parts.size();
      try {
        var multipart = new MimeMultipart(part.getDataHandler().getDataSource());
        for (int i = 0; i < multipart.getCount(); i++) {
          BodyPart inner = multipart.getBodyPart(i);
          collect((MimeBodyPart) inner, depth + 1);
        }
        if (!multipart.isComplete()) {
          defects.add(Wording.say("email.multipart.open"));
        }
        if (parts.size() > before) {
          return;
        }
      } catch (MessagingException e) {
        defects.add(Wording.say("email.multipart", said(e)));
        parts.subList(before, parts.size()).clear();
      }
    }
    parts.add(leaf(part, type));
  }

  private Part leaf(MimePart part, ContentType type) throws MessagingException {
    byte[] octets = content(part);
    var mediaType = type.getBaseType().toLowerCase(Locale.ROOT);
    boolean isText = mediaType.startsWith("text/") || mediaType.startsWith("multipart/");
    return new Part(
        mediaType.startsWith("multipart/") ? "text/plain" : mediaType,
        fileName(part),
        isText ? decode(octets, type.getParameter("charset")) : "",
        octets);
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
