package dev.wirelab.server.smtp;

import com.icegreen.greenmail.user.GreenMailUser;
import dev.wirelab.server.message.HeaderSection;
import dev.wirelab.server.smtp.DeliveryReport.Outcome;
import dev.wirelab.server.store.DeliveryException;
import dev.wirelab.server.store.StorageFullException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

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
    var stored = MessageText.store(trace(received), text);
    var full = recipients(owner -> !service.hasRoom(owner, stored.length));
    if (!full.isEmpty() && !canBounce(full)) {
      return Reply.of(552, Status.MAILBOX_FULL, "Mailbox full; nothing has been stored");
    }
    var others = recipients(owner -> !full.containsKey(owner));
    try {
      // Told first: if there is no room for that the client hears it, and nobody goes without in
      // silence.
      report(Outcome.FULL, List.copyOf(full.values()), text, received);
      service.mail().deliver(others.keySet(), stored, received);
    } catch (StorageFullException e) {
      return insufficientStorage();
    } catch (DeliveryException e) {
      return Reply.of(451, Status.SYSTEM, "Local error in processing; nothing has been stored");
    }
    try {
      report(
          Outcome.DELIVERED,
          others.values().stream()
              .filter(recipient -> recipient.notifiesOf(Recipient.Notice.SUCCESS))
              .toList(),
          text,
          received);
    } catch (StorageFullException | DeliveryException e) {
      // The mail itself has arrived, which is what counts.
    }
    return Reply.OK;
  }

  private Map<GreenMailUser, Recipient> recipients(Predicate<GreenMailUser> which) {
    var some = new LinkedHashMap<>(mail.recipients());
    some.keySet().removeIf(which.negate());
    return some;
  }

  /// Whether the mail can be taken although some will not get it: if others do, and the sender can
  /// be told. Otherwise the client is.
  private boolean canBounce(Map<GreenMailUser, Recipient> full) {
    return full.size() < mail.recipients().size()
        && full.values().stream().allMatch(one -> one.notifiesOf(Recipient.Notice.FAILURE))
        && mail.sender()
            .flatMap(service::owner)
            .filter(owner -> !full.containsKey(owner))
            .isPresent();
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
  private void report(Outcome outcome, List<Recipient> about, byte[] text, Instant received)
      throws StorageFullException, DeliveryException {
    Optional<GreenMailUser> sender = mail.sender().flatMap(service::owner);
    if (about.isEmpty() || sender.isEmpty()) {
      return;
    }
    var report =
        new DeliveryReport(outcome, service.host(), service.nextId(), received, mail, about);
    service.mail().deliver(List.of(sender.get()), report.octets(text), received);
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
