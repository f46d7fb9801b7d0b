package dev.wirelab.server.smtp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// The header fields that the last server on a mail's way writes on top of it (RFC 5321, 4.4).
///
/// @param sender where bounces go; nobody for the null path
/// @param client what the client called itself
/// @param address where it was
/// @param host what this server is called
/// @param protocol SMTP, ESMTP and so on (RFC 3848; RFC 6531, 4.3)
/// @param id the number of this mail
/// @param recipient whom it is for, if for one alone: others are not to learn of each other
/// @param received when it came
record Trace(
    Optional<Mailbox> sender,
    String client,
    InetAddress address,
    String host,
    String protocol,
    long id,
    Optional<Mailbox> recipient,
    Instant received) {

  /// RFC 5322, 3.3, with a zone in digits, and English names in whatever country.
  static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /// The fields, each with its CR LF.
  byte[] octets() {
    var to = recipient.map(mailbox -> "\r\n\tfor <" + mailbox + ">").orElse("");
    var fields =
        "Return-Path: <"
            + sender.map(Mailbox::toString).orElse("")
            + ">\r\nReceived: from "
            + client
            + " ("
            + literal()
            + ")\r\n\tby "
            + host
            + " with "
            + protocol
            + (" id " + id)
            + to
            + ";\r\n\t"
            + DATE_TIME.format(received)
            + "\r\n";
    return fields.getBytes(StandardCharsets.UTF_8);
  }

  /// RFC 5321, 4.1.3.
  private String literal() {
    return address instanceof Inet6Address
        ? "[IPv6:" + address.getHostAddress().replaceFirst("%.*", "") + "]"
        : "[" + address.getHostAddress() + "]";
  }
}
