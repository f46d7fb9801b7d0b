package dev.wirelab.server.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import dev.wirelab.server.store.Message;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.capture.Capture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Answers the page's requests. All are GET: there is nothing here to change.
final class PageHandler {

  private static final String JSON = "application/json; charset=utf-8";
  private static final String TEXT = "text/plain; charset=utf-8";

  /// Nothing but what lies beside the page, nothing inline, nobody's frame.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " frame-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  /// Of so many connections somebody who begins to watch is shown what has passed.
  private static final int MOST_SHOWN = 100;

  /// So many may watch at once; browsers have six at most.
  private static final int MOST_WATCHING = 50;

  private static final Map<String, String> FILES =
      Map.of("/page.css", "text/css; charset=utf-8", "/page.js", "text/javascript; charset=utf-8");

  private final Guard guard;
  private final Page.Subject subject;
  private final Mail mail;

  PageHandler(Guard guard, Page.Subject subject) {
    this.guard = guard;
    this.subject = subject;
    this.mail = new Mail(subject.mail(), subject.mailboxes());
  }

  void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      guarded(exchange);
    }
  }

  private void guarded(HttpExchange exchange) throws IOException {
    try {
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Security-Policy", POLICY);
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cross-Origin-Resource-Policy", "same-origin");
      headers.set("Cross-Origin-Opener-Policy", "same-origin");
      headers.set("Cache-Control", "no-store");
      var path = exchange.getRequestURI().getPath();
      var query = query(exchange);
      if (!guard.isHere(exchange)) {
        error(
            exchange,
            403,
            "That host is not here: ask for localhost, or have --page-name name it.");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        headers.set("Allow", "GET");
        error(exchange, 405, "There is only GET here.");
      } else if (path.equals("/health")) {
        json(exchange, health());
      } else if (!guard.knows(exchange, Optional.ofNullable(query.get("token")))) {
        error(
            exchange, 401, "Open the page by the address that ./wirelab server prints: \"page\".");
      } else {
        answer(exchange, path, query);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (exchange.getResponseCode() < 0) {
        error(exchange, 500, "The server has a fault: " + e);
      }
    }
  }

  private void answer(HttpExchange exchange, String path, Map<String, String> query)
      throws IOException, InterruptedException {
    switch (path) {
      case "/" -> {
        exchange.getResponseHeaders().set("Set-Cookie", guard.cookie());
        send(exchange, 200, "text/html; charset=utf-8", file("/index.html"));
      }
      case "/page.css", "/page.js" -> send(exchange, 200, FILES.get(path), file(path));
      case "/lab" -> json(exchange, subject.description().get());
      case "/mailboxes" -> json(exchange, mailboxes());
      case "/messages" ->
          found(
              exchange,
              mail.list(text(query, "login"), text(query, "folder"), number(query, "before")));
      case "/message" -> found(exchange, message(query).map(Mail::message));
      case "/message.html" -> html(exchange, message(query).flatMap(Mail::html));
      case "/message.eml" -> raw(exchange, message(query));
      case "/wire" -> live(exchange);
      case "/wire.txt" -> {
        attach(exchange, "wire.txt");
        send(exchange, 200, TEXT, Capture.of(subject.wire()).text());
      }
      case "/wire.json" -> {
        attach(exchange, "wire.json");
        send(exchange, 200, JSON, Capture.of(subject.wire()).json());
      }
      case "/wire.pcapng" -> {
        attach(exchange, "wire.pcapng");
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        exchange.sendResponseHeaders(200, 0);
        Capture.of(subject.wire()).writePcapng(exchange.getResponseBody());
      }
      default -> error(exchange, 404, "There is nothing here.");
    }
  }

  private JsonObject health() {
    var json = new JsonObject();
    json.addProperty("status", "ok");
    json.addProperty("fixture", subject.fixture());
    json.addProperty(
        "open", subject.wire().dialogues().stream().filter(one -> !one.ended()).count());
    return json;
  }

  private JsonObject mailboxes() {
    var json = new JsonObject();
    json.addProperty("fixture", subject.fixture());
    json.add("mailboxes", mail.mailboxes());
    return json;
  }

  private Optional<Message> message(Map<String, String> query) {
    return mail.find(text(query, "login"), text(query, "folder"), number(query, "uid"));
  }

  private void html(HttpExchange exchange, Optional<String> html) throws IOException {
    if (html.isEmpty()) {
      error(exchange, 404, "There is no such message, or no HTML in it.");
      return;
    }
    exchange.getResponseHeaders().set("Content-Security-Policy", HarmlessHtml.POLICY);
    send(exchange, 200, "text/html; charset=utf-8", HarmlessHtml.of(html.get()));
  }

  /// No browser shows it, whatever it says it is.
  private static void raw(HttpExchange exchange, Optional<Message> message) throws IOException {
    if (message.isEmpty()) {
      error(exchange, 404, "There is no such message.");
      return;
    }
    attach(exchange, "message-" + message.get().uid() + ".eml");
    send(exchange, 200, "message/rfc822", message.get().octets());
  }

  private void live(HttpExchange exchange) throws IOException, InterruptedException {
    if (subject.live().watching() >= MOST_WATCHING) {
      error(exchange, 503, "Too many watch already.");
      return;
    }
    List<Dialogue> known = subject.wire().dialogues();
    int first = Math.max(0, known.size() - MOST_SHOWN);
    try (var watch = subject.live().watch(known.subList(first, known.size()))) {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      new EventStream(exchange.getResponseBody()).follow(watch);
    }
  }

  private static void found(HttpExchange exchange, Optional<JsonObject> json) throws IOException {
    if (json.isPresent()) {
      json(exchange, json.get());
    } else {
      error(exchange, 404, "There is no such mailbox or message.");
    }
  }

  private static void attach(HttpExchange exchange, String name) {
    exchange
        .getResponseHeaders()
        .set("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }

  private static void json(HttpExchange exchange, JsonElement json) throws IOException {
    // With <, > and & spelled out, should anybody take it for HTML.
    send(exchange, 200, JSON, new Gson().toJson(json));
  }

  private static void error(HttpExchange exchange, int code, String sentence) throws IOException {
    send(exchange, code, TEXT, sentence + "\n");
  }

  private static void send(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    send(exchange, code, type, text.getBytes(UTF_8));
  }

  private static void send(HttpExchange exchange, int code, String type, byte[] octets)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(code, octets.length == 0 ? -1 : octets.length);
    exchange.getResponseBody().write(octets);
  }

  private static byte[] file(String name) {
    try (var in = PageHandler.class.getResourceAsStream("/page" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> query(HttpExchange exchange) {
    var query = new TreeMap<String, String>();
    var raw = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    for (var pair : raw.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      // Not encoded as it should be: then as it stands.
      return text;
    }
  }

  private static String text(Map<String, String> query, String name) {
    return query.getOrDefault(name, "");
  }

  private static long number(Map<String, String> query, String name) {
    var text = text(query, name);
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
  }
}
