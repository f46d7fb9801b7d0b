package dev.wirelab.server.imap;

import com.icegreen.greenmail.server.ProtocolHandler;
import dev.wirelab.server.net.Connection;
import dev.wirelab.server.net.Room;
import dev.wirelab.server.net.Service;
import dev.wirelab.server.store.Mailstore;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// An IMAP server for one lab's mail.
public final class ImapService implements Service {

  /// So many messages of the largest size, or any number of smaller ones, are received at once.
  private static final int MESSAGES_AT_ONCE = 4;

  private final String host;
  private final String greeting;
  private final Map<String, Wording> wordings;
  private final boolean condstore;
  private final int mostOctets;
  private final Clock clock;
  private final Supplier<Mailstore> mail;
  private final Room room;

  /// @param host what the server calls itself
  /// @param greeting what it says behind that
  /// @param wordings what it says to some, by login; the others hear [Wording#PLAIN]
  /// @param condstore whether changes are counted for clients to see (RFC 7162)
  /// @param mostOctets the largest message taken
  /// @param mail not asked for before somebody logs in
  public ImapService(
      String host,
      String greeting,
      Map<String, Wording> wordings,
      boolean condstore,
      int mostOctets,
      Clock clock,
      Supplier<Mailstore> mail) {
    this.host = host;
    this.greeting = greeting;
    this.wordings = new HashMap<>();
    for (var entry : wordings.entrySet()) {
      this.wordings.put(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue());
    }
    this.condstore = condstore;
    this.mostOctets = mostOctets;
    this.clock = clock;
    this.mail = mail;
    this.room = new Room((long) MESSAGES_AT_ONCE * mostOctets);
  }

  @Override
  public ProtocolHandler handler(Connection connection) {
    return new ImapHandler(connection, this);
  }

  String host() {
    return host;
  }

  String greeting() {
    return greeting;
  }

  Wording wording(String login) {
    return wordings.getOrDefault(login.toLowerCase(Locale.ROOT), Wording.PLAIN);
  }

  boolean condstore() {
    return condstore;
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

  Room room() {
    return room;
  }
}
