package dev.wirelab.server.smtp;

import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.user.GreenMailUser;
import dev.wirelab.server.net.Connection;
import dev.wirelab.server.net.Room;
import dev.wirelab.server.net.Service;
import dev.wirelab.server.store.Mailstore;
import java.net.IDN;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// An SMTP server for one lab's mail.
public final class SmtpService implements Service {

  /// So many texts of the largest size, or any number of smaller ones, are received at once.
  private static final int TEXTS_AT_ONCE = 4;

  private final String host;
  private final Extensions extensions;
  private final int mostOctets;
  private final Clock clock;
  private final Supplier<Mailstore> mail;
  private final Obstacles obstacles;
  private final AtomicLong ids = new AtomicLong();
  private final Room room;

  /// @param host what the server calls itself
  /// @param keywords the lines of EHLO's answer after its first
  /// @param required those of them without which no mail is taken
  /// @param mostOctets the largest message taken
  /// @param mail not asked for before a client has something to do with it
  public SmtpService(
      String host,
      List<String> keywords,
      Set<String> required,
      int mostOctets,
      Clock clock,
      Supplier<Mailstore> mail,
      Obstacles obstacles) {
    this.host = host;
    this.extensions = new Extensions(keywords, required);
    this.mostOctets = mostOctets;
    this.clock = clock;
    this.mail = mail;
    this.obstacles = obstacles;
    this.room = new Room((long) TEXTS_AT_ONCE * mostOctets);
  }

  /// All that EHLO can offer.
  ///
  /// @param mostOctets the largest message taken
  public static List<String> keywords(int mostOctets) {
    return Extensions.all(mostOctets);
  }

  /// Whether EHLO can offer it.
  public static boolean isKeyword(String line) {
    return Extensions.isLine(line);
  }

  /// Whether a client can be required to use it.
  public static boolean isRequirement(String keyword) {
    return Set.of(Extensions.STARTTLS, Extensions.AUTH).contains(keyword);
  }

  /// Whether mail can be addressed so.
  public static boolean isAddress(String text) {
    try {
      return !Mailbox.parse(text).isPostmaster();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public ProtocolHandler handler(Connection connection) {
    return new SmtpHandler(connection, this);
  }

  String host() {
    return host;
  }

  Extensions extensions() {
    return extensions;
  }

  int mostOctets() {
    return mostOctets;
  }

  Clock clock() {
    return clock;
  }

  Mailstore mail() {
    return mail.get();
  }

  Obstacles obstacles() {
    return obstacles;
  }

  Room room() {
    return room;
  }

  long nextId() {
    return ids.incrementAndGet();
  }

  /// Who gets the mail for an address, whichever way its domain is written.
  Optional<GreenMailUser> owner(Mailbox address) {
    var domain = address.isPostmaster() ? host : address.asciiDomain();
    return mail()
        .recipient(address.localPart() + "@" + domain)
        .or(() -> mail().recipient(address.localPart() + "@" + IDN.toUnicode(domain)));
  }

  /// Whether somebody's INBOX can hold so many octets more.
  boolean hasRoom(GreenMailUser owner, long octets) {
    return mail().hasRoom(owner.getLogin(), octets);
  }
}
