package dev.wirelab.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.wirelab.server.tls.Authority;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;

/// A lab server in another process or on another machine, known by the address of its page. It can
/// be asked what the page can be asked; to change something there, one speaks its protocols.
public final class RemoteServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI page;
  private final HttpClient client;
  private final Map<ServiceName, Integer> ports = new EnumMap<>(ServiceName.class);
  private final List<Account> accounts = new ArrayList<>();
  private final String fixture;
  private final Clock clock;
  private final X509Certificate authority;

  private RemoteServer(URI page, HttpClient client) throws CertificateException {
    this.page = page;
    this.client = client;
    var known = json("/lab").getAsJsonObject();
    for (var port : known.getAsJsonObject("ports").entrySet()) {
      ports.put(ServiceName.valueOf(port.getKey().toUpperCase()), port.getValue().getAsInt());
    }
    for (var account : known.getAsJsonArray("accounts")) {
      var one = account.getAsJsonObject();
      accounts.add(new Account(text(one, "login"), text(one, "address"), text(one, "password")));
    }
    fixture = text(known, "fixture");
    clock = Clock.fixed(Instant.parse(text(known, "clock")), ZoneOffset.UTC);
    authority =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(
                        text(known, "certificate").getBytes(StandardCharsets.US_ASCII)));
  }

  /// Asks a server where everything is.
  ///
  /// @param place the address of its page, token included, or the file that `--announce` wrote
  /// @throws IllegalArgumentException if it is neither, or no lab server of ours answers there; the
  ///   message says what to do
  public static RemoteServer at(String place) {
    var page = address(place);
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    try {
      return new RemoteServer(page, client);
    } catch (JsonParseException
        | IllegalStateException
        | NullPointerException
        | CertificateException e) {
      client.close();
      throw new IllegalArgumentException(
          "What answers at %s is no lab server of this version".formatted(shown(page)), e);
    } catch (UncheckedIOException e) {
      client.close();
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static URI address(String place) {
    try {
      var text = place.startsWith("http") ? place : Files.readString(Path.of(place));
      var page = URI.create(text.strip());
      if (page.getHost() != null && page.getRawQuery() != null) {
        return page;
      }
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(
          "'%s' is neither an address nor a file that can be read. It is what a lab server calls its page, http://…/?token=…, or the file that its --announce names"
              .formatted(place),
          e);
    } catch (IllegalArgumentException e) {
      // No address: as below.
    }
    throw new IllegalArgumentException(
        "The address of a lab server is what it calls its page: http://…/?token=…");
  }

  /// Without the token.
  private static String shown(URI page) {
    return page.getScheme() + "://" + page.getAuthority();
  }

  private static String text(JsonObject json, String name) {
    return json.get(name).getAsString();
  }

  private JsonElement json(String path) {
    return JsonParser.parseString(new String(octets(path), StandardCharsets.UTF_8));
  }

  private byte[] octets(String path) {
    var separator = path.contains("?") ? "&" : "?";
    var request =
        HttpRequest.newBuilder(page.resolve(path + separator + page.getRawQuery()))
            .timeout(PATIENCE)
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new IOException(new String(response.body(), StandardCharsets.UTF_8).strip());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The lab server at %s could not be asked: %s".formatted(shown(page), e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("Interrupted while asking " + shown(page)));
    }
  }

  /// Where clients connect: where the page is, whatever the server itself calls that place.
  public String host() {
    return page.getHost();
  }

  /// The port of a service.
  ///
  /// @throws IllegalArgumentException if it is not offered
  public int port(ServiceName service) {
    var port = ports.get(service);
    if (port == null) {
      throw new IllegalArgumentException(
          service + " is not offered there; there is: " + ports.keySet());
    }
    return port;
  }

  /// What is offered.
  public Set<ServiceName> services() {
    return Set.copyOf(ports.keySet());
  }

  /// What clients speak TLS with: it trusts that server's authority and nobody else.
  public SSLContext trusting() {
    return Authority.trusting(authority);
  }

  /// What it was seeded from.
  public String fixture() {
    return fixture;
  }

  /// The lab's clock there, which stands where the fixture sets it.
  public Clock clock() {
    return clock;
  }

  /// Everybody who has a mailbox, in the fixture's order.
  public List<Account> accounts() {
    return List.copyOf(accounts);
  }

  /// The messages in a folder, in sequence order.
  ///
  /// @throws UncheckedIOException if the server cannot be asked, or has no such login or folder
  public List<StoredMessage> messages(String login, String folder) {
    var which = "login=" + encoded(login) + "&folder=" + encoded(folder);
    var listed = new ArrayList<JsonObject>();
    boolean more = true;
    for (long before = Long.MAX_VALUE; more; before = listed.getLast().get("uid").getAsLong()) {
      // So long a number is none to the page.
      var until = before == Long.MAX_VALUE ? "" : "&before=" + before;
      var json = json("/messages?" + which + until).getAsJsonObject();
      json.getAsJsonArray("messages").forEach(one -> listed.add(one.getAsJsonObject()));
      more = json.get("more").getAsBoolean();
      if (listed.isEmpty()) {
        return List.of();
      }
    }
    var messages = new ArrayList<StoredMessage>();
    for (var one : listed.reversed()) {
      long uid = one.get("uid").getAsLong();
      messages.add(
          new StoredMessage(
              uid,
              messages.size() + 1,
              flags(text(one, "flags")),
              Instant.parse(text(one, "received")),
              octets("/message.eml?" + which + "&uid=" + uid)));
    }
    return List.copyOf(messages);
  }

  private static Set<String> flags(String text) {
    return text.isBlank() ? Set.of() : Set.of(text.split(" "));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// Where it is, without the token.
  @Override
  public String toString() {
    return shown(page);
  }

  /// Asks nothing more. The server goes on.
  @Override
  public void close() {
    client.close();
  }
}
