package dev.wirelab.server.pop3;

import com.icegreen.greenmail.server.ProtocolHandler;
import dev.wirelab.server.net.Connection;
import dev.wirelab.server.net.Service;
import dev.wirelab.server.store.Mailstore;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// A POP3 server for one lab's mail.
public final class Pop3Service implements Service {

  private static final String STLS = "STLS";

  /// The lines of CAPA's answer (RFC 2449, 6). APOP is not among them: the greeting's stamp says
  /// that it is there.
  private static final List<String> CAPABILITIES =
      List.of(
          STLS,
          "TOP",
          "USER",
          "SASL PLAIN",
          "UIDL",
          "RESP-CODES",
          "AUTH-RESP-CODE",
          "PIPELINING",
          "EXPIRE NEVER",
          "LOGIN-DELAY 0",
          "IMPLEMENTATION Wirelab");

  private final String host;
  private final Stamp firstStamp;
  private final Supplier<Mailstore> mail;
  private final Maildrops maildrops;
  private final AtomicLong greeted = new AtomicLong();

  /// @param host what the server calls itself
  /// @param stamp what the first client's greeting has for APOP, `<process.clock@host>`; the clock
  ///   moves on by one for each further client
  /// @param mail not asked for before somebody logs in
  /// @throws IllegalArgumentException if the stamp has another form
  public Pop3Service(String host, String stamp, Supplier<Mailstore> mail) {
    this.host = host;
    this.firstStamp =
        Stamp.parse(stamp)
            .orElseThrow(() -> new IllegalArgumentException("'" + stamp + "' is no stamp"));
    this.mail = mail;
    this.maildrops = new Maildrops(mail);
  }

  /// Whether a greeting can have that for APOP.
  public static boolean isStamp(String text) {
    return Stamp.parse(text).isPresent();
  }

  @Override
  public ProtocolHandler handler(Connection connection) {
    return new Pop3Handler(connection, new Pop3Session(this, connection.isEncrypted()));
  }

  String host() {
    return host;
  }

  Mailstore mail() {
    return mail.get();
  }

  Maildrops maildrops() {
    return maildrops;
  }

  List<String> capabilities(boolean encrypted) {
    return CAPABILITIES.stream().filter(line -> !(encrypted && line.equals(STLS))).toList();
  }

  Stamp nextStamp() {
    return firstStamp.after(greeted.getAndIncrement());
  }
}
