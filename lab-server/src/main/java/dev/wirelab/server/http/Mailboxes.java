package dev.wirelab.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import dev.wirelab.server.message.CanonicalLines;
import dev.wirelab.server.net.Room;
import dev.wirelab.server.store.Folder;
import dev.wirelab.server.store.FolderClosedException;
import dev.wirelab.server.store.KeywordsException;
import dev.wirelab.server.store.Mailstore;
import dev.wirelab.server.store.Message;
import dev.wirelab.server.store.StorageFullException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/// The resources that there are, and what can be done with each: everybody's INBOX and the messages
/// in it.
final class Mailboxes {

  private static final String RAW = "message/rfc822";
  private static final List<String> MEDIA_TYPES = List.of(Json.MEDIA_TYPE, RAW);

  private final Supplier<Mailstore> mail;
  private final List<HttpService.Mailbox> mailboxes;
  private final Clock clock;
  private final long mostOctets;

  Mailboxes(
      Supplier<Mailstore> mail, List<HttpService.Mailbox> mailboxes, Clock clock, long mostOctets) {
    this.mail = mail;
    this.mailboxes = List.copyOf(mailboxes);
    this.clock = clock;
    this.mostOctets = mostOctets;
  }

  /// What stands at a path.
  private sealed interface Resource {

    /// Where to begin.
    record Root() implements Resource {}

    /// Everybody's mailboxes.
    record All() implements Resource {}

    /// The messages of one.
    record Messages(String login) implements Resource {}

    /// One message.
    record Single(String login, long uid) implements Resource {}
  }

  /// Does what is asked.
  ///
  /// @throws Refusal if it cannot be done
  Response answer(Request request, Body body, Room.Share share) throws IOException, Refusal {
    var path = Path.of(request.target());
    var resource = find(path).orElseThrow(Mailboxes::notFound);
    var allowed =
        resource instanceof Resource.Messages ? "GET, HEAD, POST, OPTIONS" : "GET, HEAD, OPTIONS";
    return switch (request.method()) {
      case "GET", "HEAD" -> read(resource, request);
      case "OPTIONS" -> Response.of(Status.NO_CONTENT).with("Allow", allowed);
      case "POST" -> {
        if (resource instanceof Resource.Messages(var login)) {
          yield add(login, request, body, share);
        }
        throw notAllowed(allowed);
      }
      default -> throw notAllowed(allowed);
    };
  }

  private static Refusal notAllowed(String allowed) {
    return Refusal.of(
        Response.error(Status.METHOD_NOT_ALLOWED, "What can be done here: " + allowed + ".")
            .with("Allow", allowed));
  }

  private static Refusal notFound() {
    return Refusal.of(Status.NOT_FOUND, "There is nothing here; /mailboxes lists what there is.");
  }

  private Optional<Resource> find(List<String> path) {
    return switch (path.size()) {
      case 0 -> Optional.of(new Resource.Root());
      case 1 ->
          Optional.<Resource>of(new Resource.All())
              .filter(_ -> path.getFirst().equals("mailboxes"));
      case 3, 4 -> {
        if (!path.getFirst().equals("mailboxes") || !path.get(2).equals("messages")) {
          yield Optional.empty();
        }
        var login =
            mailboxes.stream()
                .map(HttpService.Mailbox::login)
                .filter(name -> name.equalsIgnoreCase(path.get(1)))
                .findFirst();
        yield login.flatMap(name ->
            path.size() == 3
                ? Optional.of(new Resource.Messages(name))
                : single(name, path.getLast()));
      }
      default -> Optional.empty();
    };
  }

  private static Optional<Resource> single(String login, String uid) {
    return uid.matches("[1-9][0-9]{0,9}")
        ? Optional.of(new Resource.Single(login, Long.parseLong(uid)))
        : Optional.empty();
  }

  private Response read(Resource resource, Request request) throws Refusal {
    Instant now = clock.instant();
    return switch (resource) {
      case Resource.Root _ -> {
        var root = new JsonObject();
        root.addProperty("mailboxes", "/mailboxes");
        yield Representation.of(Json.of(root)).response(request, now, false);
      }
      case Resource.All _ ->
          Representation.of(Json.array(mailboxes.stream().map(this::mailbox).toList()))
              .response(request, now, false);
      case Resource.Messages(var login) ->
          Representation.of(
                  Json.array(
                      inbox(login).messages().stream()
                          .map(message -> Json.summary(message, href(login, message.uid())))
                          .toList()))
              .response(request, now, false);
      case Resource.Single(var login, long uid) -> {
        var message =
            inbox(login).messages().stream()
                .filter(one -> one.uid() == uid)
                .findFirst()
                .orElseThrow(Mailboxes::notFound);
        var representation =
            Representation.choose(request, MEDIA_TYPES).equals(RAW)
                ? raw(message)
                : Representation.of(Json.of(Json.message(message, href(login, uid))));
        yield representation.response(request, now, true);
      }
    };
  }

  /// Its octets never change, so that the day on which it came is when it last did.
  private static Representation raw(Message message) {
    return new Representation(
        new Content(RAW, OptionalLong.of(message.size()), message::writeTo),
        Optional.of(message.received()));
  }

  private JsonObject mailbox(HttpService.Mailbox mailbox) {
    var json = new JsonObject();
    json.addProperty("login", mailbox.login());
    json.addProperty("address", mailbox.address());
    json.addProperty("messages", inbox(mailbox.login()).messages().size());
    json.addProperty("href", href(mailbox.login()));
    return json;
  }

  private Folder inbox(String login) {
    return mail.get().owned(login).inbox();
  }

  private static String href(String login) {
    return "/mailboxes/" + URLEncoder.encode(login, UTF_8).replace("+", "%20") + "/messages";
  }

  private static String href(String login, long uid) {
    return href(login) + "/" + uid;
  }

  private Response add(String login, Request request, Body body, Room.Share share)
      throws IOException, Refusal {
    var type = request.fields().joined("Content-Type").orElse("nothing");
    if (!type.split(";")[0].strip().equalsIgnoreCase(RAW)
        || !request.fields().values("Content-Encoding").isEmpty()) {
      throw Refusal.of(
          Response.error(
                  Status.UNSUPPORTED_MEDIA_TYPE,
                  "A message is posted as Content-Type: " + RAW + ", not encoded.")
              .with("Accept-Post", RAW));
    }
    if (request.framing() instanceof Request.Framing.None) {
      throw Refusal.of(
          Status.LENGTH_REQUIRED,
          "A message has a Content-Length, or comes in chunks (RFC 9110, 15.5.12).");
    }
    var octets = canonical(body.read(mostOctets, share));
    if (octets.length == 0) {
      throw Refusal.of(Status.BAD_REQUEST, "That is no message: there is nothing in it.");
    }
    try {
      long uid = inbox(login).append(octets, Set.of(), clock.instant());
      return Response.of(Status.CREATED).with("Location", href(login, uid));
    } catch (StorageFullException e) {
      throw Refusal.of(Status.INSUFFICIENT_STORAGE, e.getMessage() + ".");
    } catch (FolderClosedException | KeywordsException e) {
      throw Refusal.of(Status.SERVICE_UNAVAILABLE, e.getMessage() + ".");
    }
  }

  /// Files on many machines end their lines with LF alone; mail does not.
  private static byte[] canonical(byte[] octets) throws IOException {
    var canonical = new ByteArrayOutputStream(octets.length + octets.length / 32);
    var lines = new CanonicalLines(canonical);
    lines.write(octets);
    lines.endLine();
    return canonical.toByteArray();
  }
}
