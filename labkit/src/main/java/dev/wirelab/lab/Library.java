package dev.wirelab.lab;

import dev.wirelab.lab.tap.Tap;
import dev.wirelab.server.ServiceName;
import dev.wirelab.server.wire.Protocol;
import dev.wirelab.server.wire.Wire;
import jakarta.mail.Session;
import java.net.http.HttpClient;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/// Sets libraries up for a lab: where its servers are, that their authority is to be trusted, and
/// sockets that can be followed. Nothing is left to be configured but the protocol's name.
final class Library {

  private static final List<ServiceName> MAIL =
      List.of(
          ServiceName.SMTP,
          ServiceName.SMTPS,
          ServiceName.POP3,
          ServiceName.POP3S,
          ServiceName.IMAP,
          ServiceName.IMAPS);

  private static final String TIMEOUT = String.valueOf(Lab.TIMEOUT.toMillis());

  private Library() {}

  /// Set up for all that the lab's server offers.
  ///
  /// @param tls what the names without an s do; those with one speak TLS from the start in any case
  /// @param wire where what passes is written down
  static Session session(MailServer server, Tls tls, Wire wire) {
    var ports = new EnumMap<ServiceName, Integer>(ServiceName.class);
    server.services().forEach(service -> ports.put(service, server.port(service)));
    return session(server.host(), ports, server::trusting, tls, wire);
  }

  /// Set up for one's own server.
  static Session session(
      Server server, ServiceName service, Supplier<SSLContext> trusting, Wire wire) {
    return session(server.host(), Map.of(service, server.port()), trusting, Tls.NONE, wire);
  }

  /// HTTP/1.1, which is text.
  static HttpClient httpClient(SSLContext trusting) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(trusting)
        .connectTimeout(Lab.TIMEOUT)
        .build();
  }

  private static Session session(
      String host,
      Map<ServiceName, Integer> ports,
      Supplier<SSLContext> trusting,
      Tls tls,
      Wire wire) {
    var properties = new Properties();
    for (var service : MAIL) {
      boolean implicit = service.tls() || tls == Tls.IMPLICIT;
      var port = implicit ? ServiceName.valueOf(service.protocol().name() + "S") : service;
      if (!ports.containsKey(port)) {
        continue;
      }
      var tap = new Tap(service.protocol(), wire, trusting);
      var prefix = "mail." + service.name().toLowerCase(Locale.ROOT);
      properties.put(prefix + ".host", host);
      properties.put(prefix + ".port", String.valueOf(ports.get(port)));
      properties.put(prefix + ".socketFactory", tap.inClear());
      properties.put(prefix + ".ssl.socketFactory", tap.inTls());
      properties.put(prefix + ".ssl.checkserveridentity", "true");
      properties.put(prefix + ".ssl.enable", String.valueOf(implicit));
      properties.put(prefix + ".starttls.enable", String.valueOf(!implicit && tls == Tls.STARTTLS));
      properties.put(
          prefix + ".starttls.required", String.valueOf(!implicit && tls == Tls.STARTTLS));
      // As by hand: the command LOGIN, and not AUTHENTICATE.
      properties.put(prefix + ".auth.plain.disable", String.valueOf(isImap(service)));
      properties.put(prefix + ".auth.login.disable", String.valueOf(isImap(service)));
      properties.put(prefix + ".connectiontimeout", TIMEOUT);
      properties.put(prefix + ".timeout", TIMEOUT);
    }
    properties.put("mail.host", host);
    properties.put("mail.store.protocol", ports.containsKey(ServiceName.IMAP) ? "imap" : "pop3");
    properties.put("mail.transport.protocol", "smtp");
    // The same tags at every run (A1, A2, ...), and what a text says is what is sent.
    properties.put("mail.imap.reusetagprefix", "true");
    properties.put("mail.imaps.reusetagprefix", "true");
    properties.put("mail.smtp.localhost", "localhost");
    properties.put("mail.smtps.localhost", "localhost");
    return Session.getInstance(properties);
  }

  private static boolean isImap(ServiceName service) {
    return service.protocol() == Protocol.IMAP;
  }
}
