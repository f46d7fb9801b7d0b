package dev.wirelab.server.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wirelab.server.message.HeaderSection;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// What a sender is told of a mail (RFC 3461, 6; RFC 3464): words for people, then the same for
/// programs, then the mail's header, or all of it if it has not arrived and they asked for that
/// (RFC 3461, 4.3). It comes from the null sender, so that nobody answers it with another.
///
/// @param host who reports
/// @param id the report's own number
/// @param about those of the recipients that it is about
record DeliveryReport(
    Outcome outcome, String host, long id, Instant time, Transaction mail, List<Recipient> about) {

  /// What has become of it.
  enum Outcome {
    DELIVERED(
        "Your mail has been delivered",
        "You asked to be told when your mail\nhas been delivered, and it lies in the mailbox of",
        "Action: delivered\nStatus: 2.0.0\n"),
    FULL(
        "Your mail could not be delivered",
        "Your mail has arrived here, and\nyet not where it was to go: no room is left in the mailbox of",
        "Action: failed\nStatus: 5.2.2\n");

    private final String subject;
    private final String words;
    private final String status;

    Outcome(String subject, String words, String status) {
      this.subject = subject;
      this.words = words;
      this.status = status;
    }
  }

  /// The report as it is stored.
  ///
  /// @param text the mail's, as it was sent
  byte[] octets(byte[] text) {
    int end = isWhole() ? text.length : HeaderSection.find(text).end();
    var boundary = boundary(new String(text, 0, end, ISO_8859_1));
    var report = new ByteArrayOutputStream();
    report.writeBytes(lines(head(boundary)));
    report.write(text, 0, end);
    report.writeBytes(lines("\n--" + boundary + "--\n"));
    return report.toByteArray();
  }

  private boolean isWhole() {
    return outcome == Outcome.FULL && "FULL".equalsIgnoreCase(mail.parameters().get(Parameter.RET));
  }

  /// Something that the mail does not have in it, whoever has written that.
  private String boundary(String text) {
    var boundary = new StringBuilder("report-" + id);
    while (text.contains(boundary)) {
      boundary.append("-x");
    }
    return boundary.toString();
  }

  private String head(String boundary) {
    var sender = mail.sender().orElseThrow();
    var recipients =
        about.stream().map(one -> "    <" + one.address() + ">\n").collect(Collectors.joining());
    // What is beyond ASCII has types of its own (RFC 6533, 3 and 4).
    boolean international = !(recipients + sender).chars().allMatch(c -> c < 0x80);
    return """
    Return-Path: <>
    From: Mail Delivery System <Postmaster@%s>
    To: <%s>
    Subject: %s
    Date: %s
    Message-ID: <report-%d@%s>
    Auto-Submitted: auto-replied
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=%s;
    \tboundary="%s"

    --%s
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: 8bit

    This is the mail system of %s. %s

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
            outcome.subject,
            Trace.DATE_TIME.format(time),
            id,
            host,
            international ? "global-delivery-status" : "delivery-status",
            boundary,
            boundary,
            host,
            outcome.words,
            recipients,
            boundary,
            international ? "global-delivery-status" : "delivery-status",
            status(),
            boundary,
            original(international));
  }

  private String original(boolean international) {
    if (isWhole()) {
      return international ? "message/global" : "message/rfc822";
    }
    return international ? "message/global-headers" : "text/rfc822-headers";
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
          .append('\n')
          .append(outcome.status);
    }
    return status.toString();
  }

  private static byte[] lines(String text) {
    return text.replace("\n", "\r\n").getBytes(UTF_8);
  }
}
