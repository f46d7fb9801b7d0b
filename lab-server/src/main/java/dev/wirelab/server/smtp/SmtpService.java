package dev.wirelab.server.smtp;

import com.icegreen.greenmail.server.ProtocolHandler;
import dev.wirelab.server.net.Connection;
import dev.wirelab.server.net.Room;
import dev.wirelab.server.store.Mailstore;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// An SMTP server for one lab's mail.
public final class SmtpService {

  /// The keywords that mean something to this server, besides those that only name a command.
  private static final Set<String> EXTENSIONS = Set.of("8BITMIME", "DSN", "PIPELINING", "SIZE");

  /// So many texts of the largest size, or any number of smaller ones, are received at once.
  private static final int TEXTS_AT_ONCE = 4;

  private final String host;
  private final List<String> keywords;
  private final int mostOctets;
  private final Clock clock;
  private final Mailstore mail;
  private final AtomicLong ids = new AtomicLong();
  private final Room room;

  /// @param host what the server calls itself
  /// @param keywords the lines of EHLO's answer after its first
  /// @param mostOctets the largest message taken
  public SmtpService(
      String host, List<String> keywords, int mostOctets, Clock clock, Mailstore mail) {
    this.host = host;
    this.keywords = List.copyOf(keywords);
    this.mostOctets = mostOctets;
    this.clock = clock;
    this.mail = mail;
    this.room = new Room((long) TEXTS_AT_ONCE * mostOctets);
  }

  /// What EHLO can offer.
  public static boolean isKeyword(String keyword) {
    return EXTENSIONS.contains(keyword) || Verb.named(keyword).isPresent();
  }

  /// Whether mail can be addressed so.
  public static boolean isAddress(String text) {
    try {
      return !Mailbox.parse(text).isPostmaster();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// Serves one client.
  public ProtocolHandler handler(Connection connection) {
    return new SmtpHandler(connection, new SmtpSession(this, connection.client()));
  }

  String host() {
    return host;
  }

  List<String> keywords() {
    return keywords;
  }

  Set<String> extensions() {
    return keywords.stream()
        .map(keyword -> keyword.split(" ")[0])
        .filter(EXTENSIONS::contains)
        .collect(Collectors.toUnmodifiableSet());
  }

  int mostOctets() {
    return mostOctets;
  }

  Clock clock() {
    return clock;
  }

  Mailstore mail() {
    return mail;
  }

  Room room() {
    return room;
  }

  long nextId() {
    return ids.incrementAndGet();
  }
}
