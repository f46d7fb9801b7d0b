package dev.wirelab.server.http;

import com.icegreen.greenmail.server.ProtocolHandler;
import dev.wirelab.server.net.Connection;
import dev.wirelab.server.net.Room;
import dev.wirelab.server.net.Service;
import dev.wirelab.server.store.Mailstore;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// An HTTP server for one lab's mail.
public final class HttpService implements Service {

  /// Somebody's mailbox, as the server shows it.
  public record Mailbox(String login, String address) {}

  /// What RFC 9110 (9) and RFC 5789 have; of those some can be used, somewhere.
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  /// An address is nobody's name: no page from elsewhere can have brought a browser here by it.
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*]");

  /// So many bodies of the largest size, or any number of smaller ones, are received at once.
  private static final int BODIES_AT_ONCE = 4;

  private final String host;
  private final Clock clock;
  private final Mailboxes mailboxes;
  private final Room room;

  /// @param host what the server is called; it answers to `localhost` and to its address as well
  /// @param mailboxes what can be read and written
  /// @param mostOctets the largest message taken
  /// @param mail not asked for before somebody wants to see some
  public HttpService(
      String host, List<Mailbox> mailboxes, int mostOctets, Clock clock, Supplier<Mailstore> mail) {
    this.host = host;
    this.clock = clock;
    this.mailboxes = new Mailboxes(mail, mailboxes, clock, mostOctets);
    this.room = new Room((long) BODIES_AT_ONCE * mostOctets);
  }

  @Override
  public ProtocolHandler handler(Connection connection) {
    return new HttpHandler(connection, this);
  }

  Clock clock() {
    return clock;
  }

  /// Does what is asked.
  ///
  /// @throws Refusal if it cannot be done
  Response answer(Request request, Body body) throws IOException, Refusal {
    if (!METHODS.contains(request.method())) {
      throw Refusal.of(
          Status.NOT_IMPLEMENTED, "No such method here: GET, HEAD, POST, OPTIONS (RFC 9110, 9).");
    }
    requireHere(request);
    if (request.fields().words("Expect").stream().anyMatch(word -> !word.equals("100-continue"))) {
      throw Refusal.of(
          Status.EXPECTATION_FAILED, "Only 100-continue can be expected (RFC 9110, 10.1.1).");
    }
    if (request.target().equals("*")) {
      if (!request.method().equals("OPTIONS")) {
        throw Refusal.of(Status.BAD_REQUEST, "* is for OPTIONS alone (RFC 9112, 3.2.4).");
      }
      return Response.of(Status.NO_CONTENT).with("Allow", "GET, HEAD, POST, OPTIONS");
    }
    try (var share = room.share()) {
      return mailboxes.answer(request, body, share);
    }
  }

  /// A page from elsewhere may have its own name lead to this machine, and would then read the mail
  /// here (DNS rebinding); the name is what gives it away.
  private void requireHere(Request request) throws Refusal {
    Optional<String> name =
        request.fields().values("Host").stream()
            .findFirst()
            .map(named -> named.toLowerCase(Locale.ROOT));
    if (name.isPresent()
        && !name.get().equals("localhost")
        && !name.get().equalsIgnoreCase(host)
        && !ADDRESS.matcher(name.get()).matches()) {
      throw Refusal.of(
          Status.MISDIRECTED_REQUEST,
          "That host is not here: localhost, " + host + " or an address (RFC 9110, 15.5.20).");
    }
  }
}
