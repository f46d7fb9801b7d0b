package dev.wirelab.server.smtp;

import com.icegreen.greenmail.user.GreenMailUser;
import dev.wirelab.server.net.Room;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A mail that has been begun: the envelope (RFC 5321, 2.3.1 and 3.3), and the text as far as it
/// has come in chunks (RFC 3030, 2).
final class Transaction implements AutoCloseable {

  /// RFC 5321, 4.5.3.1.8, asks for a hundred at least.
  private static final int MOST_RECIPIENTS = 1_000;

  private final Optional<Mailbox> sender;
  private final Map<Parameter, String> parameters;
  private final long announced;
  private final SequencedMap<GreenMailUser, Recipient> recipients = new LinkedHashMap<>();
  private final Room.Share share;
  private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();
  private boolean chunked;
  private int named;

  /// @param share the room for its chunks
  Transaction(Command.Mail mail, Room.Share share) {
    this.sender = mail.sender();
    this.parameters = mail.parameters();
    this.announced = mail.size().longValueExact();
    this.share = share;
  }

  Optional<Mailbox> sender() {
    return sender;
  }

  /// What MAIL said besides.
  Map<Parameter, String> parameters() {
    return parameters;
  }

  /// How many octets the client has announced; 0 if it has not.
  long announced() {
    return announced;
  }

  /// Whether addresses and header may have characters beyond ASCII (RFC 6531, 3.4).
  boolean isInternational() {
    return parameters.containsKey(Parameter.SMTPUTF8);
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
  void add(GreenMailUser owner, Recipient recipient) {
    named++;
    recipients.putIfAbsent(owner, recipient);
  }

  SequencedMap<GreenMailUser, Recipient> recipients() {
    return recipients;
  }

  /// Whether its text comes in chunks.
  boolean isChunked() {
    return chunked;
  }

  /// The octets in the chunks so far.
  int octets() {
    return chunks.size();
  }

  void add(byte[] chunk) {
    chunked = true;
    chunks.writeBytes(chunk);
  }

  byte[] text() {
    return chunks.toByteArray();
  }

  Room.Share share() {
    return share;
  }

  /// Gives up the chunks' room.
  @Override
  public void close() {
    share.close();
  }
}
