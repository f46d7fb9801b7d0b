package dev.wirelab.server.smtp;

import com.icegreen.greenmail.user.GreenMailUser;
import dev.wirelab.server.message.HeaderSection;
import dev.wirelab.server.store.DeliveryException;
import dev.wirelab.server.store.StorageFullException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Brings a mail whose text has come to those it is for, and tells its sender of it if that was
/// asked for (RFC 3461).
///
/// @param client who has sent it
/// @param mail its envelope
record Delivery(SmtpService service, Client client, Transaction mail) {

  /// The reply to the text, when it is stored or not.
  Reply deliver(MailData data) {
    return switch (data) {
      case MailData.Text text -> deliver(text.octets());
      case MailData.TooBig big -> tooBig(service).reply();
      case MailData.NoRoom none -> insufficientStorage();
      case MailData.BareLineEnd bare ->
          Reply.of(
              554,
              Status.CONTENT,
              "A CR or LF stands alone; lines end with <CRLF> (RFC 5321, 2.3.8)");
      case MailData.DoubtfulEnd end ->
          Reply.of(
              554,
              Status.CONTENT,
              "The text ends with <CRLF>.<CRLF>, not with <LF>.<LF> (RFC 5321, 2.3.8)");
      case MailData.Dropped dropped ->
          Reply.of(451, Status.BAD_CONNECTION, "No end of the text; nothing has been stored");
    };
  }

  private Reply deliver(byte[] text) {
    if (HeaderSection.find(text).end() > MessageText.LONGEST_HEADER) {
      return Reply.of(
          552,
          Status.TOO_BIG,
          "Header too big: at most " + MessageText.LONGEST_HEADER + " octets of the message");
    }
    var received = service.clock().instant();
    try {
      service
          .mail()
          .deliver(mail.recipients().keySet(), MessageText.store(trace(received), text), received);
    } catch (StorageFullException e) {
      return insufficientStorage();
    } catch (DeliveryException e) {
      return Reply.of(451, Status.SYSTEM, "Local error in processing; nothing has been stored");
    }
    report(text, received);
    return Reply.OK;
  }

  private Trace trace(Instant received) {
    var recipients = mail.recipients();
    return new Trace(
        mail.sender(),
        client.name(),
        client.address(),
        service.host(),
        client.protocol(mail.isInternational()),
        service.nextId(),
        recipients.size() == 1
            ? Optional.of(recipients.firstEntry().getValue().address())
            : Optional.empty(),
        received);
  }

  /// Tells the sender, if they live here: what is for elsewhere is not relayed, a report neither.
  private void report(byte[] text, Instant received) {
    var about =
        mail.recipients().values().stream()
            .filter(recipient -> recipient.notifiesOf(Recipient.Notice.SUCCESS))
            .toList();
    Optional<GreenMailUser> sender = mail.sender().flatMap(service::owner);
    if (about.isEmpty() || sender.isEmpty()) {
      return;
    }
    var report =
        new DeliveryReport(service.host(), service.nextId(), received, mail, about).octets(text);
    try {
      service.mail().deliver(List.of(sender.get()), report, received);
    } catch (StorageFullException | DeliveryException e) {
      // The mail itself has arrived, which is what counts; a report on a report is never sent.
    }
  }

  static Refusal tooBig(SmtpService service) {
    return Refusal.of(
        552,
        Status.TOO_BIG,
        "Message too big: at most " + service.mostOctets() + " octets (RFC 1870)");
  }

  private static Reply insufficientStorage() {
    return Reply.of(
        452,
        Status.SYSTEM_FULL,
        "Insufficient system storage; nothing has been stored (RFC 5321, 4.2.2)");
  }
}
