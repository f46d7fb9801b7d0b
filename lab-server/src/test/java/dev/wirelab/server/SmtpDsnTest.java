package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A sender who lives here is told of what has been delivered. RFC 3461 and 3464.
class SmtpDsnTest extends SmtpTest {

  SmtpDsnTest() {
    super(all());
  }

  private void mail(String envelope) {
    try (var client = greeted()) {
      for (var line : envelope.lines().toList()) {
        client.sends((line + "\r\n").getBytes(UTF_8)).hears("250 *");
      }
      client.goes("C: DATA\nS: 354 *\nC: Subject: Lunch\nC: \nC: At noon?\nC: .\nS: 250 2.0.0 OK");
    }
  }

  @Test
  void theReportIsLineForLineAsTheRfcHasIt() {
    mail(
        """
        MAIL FROM:<Smith@foo.com> RET=HDRS ENVID=QQ+2B314159
        RCPT TO:<Jones@foo.com> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;Jones+2B1@foo.com\
        """);

    assertThat(stored("jones")).hasSize(1);
    assertThat(stored("smith"))
        .containsExactly(
            """
            Return-Path: <>
            From: Mail Delivery System <Postmaster@foo.com>
            To: <Smith@foo.com>
            Subject: Your mail has been delivered
            Date: Mon, 5 Jan 2026 09:00:00 +0000
            Message-ID: <report-2@foo.com>
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status;
            \tboundary="report-2"

            --report-2
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            This is the mail system of foo.com. You asked to be told when your mail
            has been delivered, and it lies in the mailbox of

                <Jones@foo.com>

            --report-2
            Content-Type: message/delivery-status

            Reporting-MTA: dns; foo.com
            Original-Envelope-Id: QQ+314159
            Arrival-Date: Mon, 5 Jan 2026 09:00:00 +0000

            Original-Recipient: rfc822; Jones+1@foo.com
            Final-Recipient: rfc822; Jones@foo.com
            Action: delivered
            Status: 2.0.0

            --report-2
            Content-Type: text/rfc822-headers

            Subject: Lunch

            --report-2--
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void itIsAMultipartOfThree() throws MessagingException, IOException {
    mail("MAIL FROM:<Smith@foo.com>\nRCPT TO:<Jones@foo.com> NOTIFY=SUCCESS");

    var octets = server.messages("smith", "INBOX").getFirst().raw();
    var report = new MimeMessage(null, new ByteArrayInputStream(octets));
    assertThat(report.isMimeType("multipart/report")).isTrue();
    var parts = (MimeMultipart) report.getContent();
    assertThat(parts.getCount()).isEqualTo(3);
    assertThat(parts.getBodyPart(1).isMimeType("message/delivery-status")).isTrue();
  }

  @Test
  void oneReportTellsOfAllWhoAreAskedFor() {
    mail(
        """
        MAIL FROM:<smith@FOO.com> SMTPUTF8
        RCPT TO:<Jones@foo.com> NOTIFY=success
        RCPT TO:<Jürgen.Müller@bücher.example> NOTIFY=SUCCESS
        RCPT TO:<Smith@foo.com> NOTIFY=NEVER\
        """);

    assertThat(stored("smith")).hasSize(2);
    assertThat(new String(stored("smith").getLast().getBytes(ISO_8859_1), UTF_8))
        .contains("Content-Type: multipart/report; report-type=global-delivery-status;\r\n")
        .contains("Final-Recipient: rfc822; Jones@foo.com\r\n")
        .contains("Final-Recipient: utf-8; Jürgen.Müller@bücher.example\r\n")
        .contains("Content-Type: message/global-headers\r\n")
        .doesNotContain("Final-Recipient: rfc822; Smith@foo.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " NOTIFY=NEVER", " NOTIFY=FAILURE", " NOTIFY=DELAY,FAILURE"})
  void whoDoesNotAskIsNotTold(String parameter) {
    mail("MAIL FROM:<Smith@foo.com>\nRCPT TO:<Jones@foo.com>" + parameter);

    assertThat(stored("smith")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Smith@bar.com", "Green@foo.com"})
  void nobodyIsTold(String sender) {
    mail("MAIL FROM:<" + sender + ">\nRCPT TO:<Jones@foo.com> NOTIFY=SUCCESS");

    assertThat(stored("jones")).hasSize(1);
    assertThat(stored("smith")).isEmpty();
  }

  @Test
  void noHeaderEndsTheReport() {
    try (var client = greeted()) {
      client.goes(
          """
          C: MAIL FROM:<Smith@foo.com> ENVID=a+0D+0ABcc:
          S: 250 *
          C: RCPT TO:<Jones@foo.com> NOTIFY=SUCCESS
          S: 250 *
          C: DATA
          S: 354 *
          C: --report-2: x
          C: .
          S: 250 *
          """);
    }
    assertThat(stored("smith"))
        .singleElement()
        .asString()
        .contains("boundary=\"report-2-x\"")
        .contains("Original-Envelope-Id: a??Bcc:\r\n")
        .endsWith("--report-2: x\r\n\r\n--report-2-x--\r\n");
  }
}
