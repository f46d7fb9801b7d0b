package dev.wirelab.server.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wirelab.server.message.HeaderSection;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// What a sender is told of a mail that has arrived (RFC 3461, 6; RFC 3464): words for people, then
/// the same for programs, then the mail's header. It comes from the null sender, so that nobody
/// answers it with another.
///
/// @param host who reports
/// @param id the report's own number
/// @param about those of the recipients that it is about
record DeliveryReport(String host, long id, Instant time, Transaction mail, List<Recipient> about) {

  /// The report as it is stored.
  ///
  /// @param text the mail's, as it was sent
  byte[] octets(byte[] text) {
    int end = HeaderSection.find(text).end();
    var boundary = boundary(new String(text, 0, end, ISO_8859_1));
    var report = new ByteArrayOutputStream();
    report.writeBytes(lines(head(boundary)));
    report.write(text, 0, end);
    report.writeBytes(lines("\n--" + boundary + "--\n"));
    return report.toByteArray();
  }

  /// Something that the mail's header does not have in it, whoever has written that.
  private String boundary(String header) {
    var boundary = new StringBuilder("report-" + id);
    while (header.contains(boundary)) {
      boundary.append("-x");
    }
    return boundary.toString();
  }

  private String head(String boundary) {
    var sender = mail.sender().orElseThrow();
    var arrived =
        about.stream().map(one -> "    <" + one.address() + ">\n").collect(Collectors.joining());
    // What is beyond ASCII has types of its own (RFC 6533, 3 and 4).
    boolean international = !(arrived + sender).chars().allMatch(c -> c < 0x80);
    return """
    Return-Path: <>
    From: Mail Delivery System <Postmaster@%s>
    To: <%s>
    Subject: Your mail has been delivered
    Date: %s
    Message-ID: <report-%d@%s>
    Auto-Submitted: auto-replied
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=%s;
    \tboundary="%s"

    --%s
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: 8bit

    This is the mail system of %s. You asked to be told when your mail
    has been delivered, and it lies in the mailbox of

    %s
    --%s
    Content-Type: message/%s

    %s
    --%s
    Content-Type: %s

    """
        .formatted(
            host,
            sender,
            Trace.DATE_TIME.format(time),
            id,
            host,
            international ? "global-delivery-status" : "delivery-status",
            boundary,
            boundary,
            host,
            arrived,
            boundary,
            international ? "global-delivery-status" : "delivery-status",
            status(),
            boundary,
            international ? "message/global-headers" : "text/rfc822-headers");
  }

  /// RFC 3464, 2.2 and 2.3.
  private String status() {
    var status = new StringBuilder("Reporting-MTA: dns; " + host + "\n");
    var envelope = mail.parameters().get(Parameter.ENVID);
    if (envelope != null) {
      status.append("Original-Envelope-Id: ").append(Xtext.decode(envelope)).append('\n');
    }
    status.append("Arrival-Date: ").append(Trace.DATE_TIME.format(time)).append('\n');
    for (var recipient : about) {
      status.append('\n');
      recipient
          .original()
          .ifPresent(original ->
              status
                  .append("Original-Recipient: ")
                  .append(original.replaceFirst(";", "; "))
                  .append('\n'));
      var address = recipient.address();
      status
          .append("Final-Recipient: ")
          .append(address.isAscii() ? "rfc822; " : "utf-8; ")
          .append(address)
          .append("\nAction: delivered\nStatus: 2.0.0\n");
    }
    return status.toString();
  }

  private static byte[] lines(String text) {
    return text.replace("\n", "\r\n").getBytes(UTF_8);
  }
}
