package dev.wirelab.server.smtp;

import com.icegreen.greenmail.user.GreenMailUser;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// A mail that has been begun: the envelope (RFC 5321, 2.3.1 and 3.3).
final class Transaction {

  /// RFC 5321, 4.5.3.1.8, asks for a hundred at least.
  private static final int MOST_RECIPIENTS = 1_000;

  private final Optional<Mailbox> sender;
  private final SequencedMap<GreenMailUser, Mailbox> recipients = new LinkedHashMap<>();
  private int named;

  Transaction(Optional<Mailbox> sender) {
    this.sender = sender;
  }

  Optional<Mailbox> sender() {
    return sender;
  }

  /// Whether any recipient was named, accepted or not.
  boolean namedRecipients() {
    return named > 0;
  }

  /// Whether one more recipient may be named.
  boolean isFull() {
    return named >= MOST_RECIPIENTS;
  }

  /// Notes that a recipient was named and is not known.
  void refuse() {
    named++;
  }

  /// Adds a recipient; who was named before, perhaps by another address, gets one copy all the
  /// same.
  void add(GreenMailUser owner, Mailbox address) {
    named++;
    recipients.putIfAbsent(owner, address);
  }

  SequencedMap<GreenMailUser, Mailbox> recipients() {
    return recipients;
  }
}
