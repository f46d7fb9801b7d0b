package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.wirelab.server.page.LiveWire;
import dev.wirelab.server.page.Page;
import dev.wirelab.server.wire.Protocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The page over real sockets; how it looks and feels is a browser's to test.
@Timeout(60)
class PageTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private LabServer server;
  private Page.Subject subject;
  private Page page;

  @BeforeEach
  void start() throws IOException {
    var live = new LiveWire();
    server = LabServer.start(Fixture.named("walkthrough"), Listeners.loopback(), live);
    var mailboxes =
        server.accounts().stream()
            .map(account -> new Page.Mailbox(account.login(), account.address()))
            .toList();
    subject =
        new Page.Subject(
            "walkthrough",
            mailboxes,
            server::mail,
            server.wire(),
            live,
            () -> Description.forOthers(server));
    page = Page.start(Page.Place.loopback(0), subject);
  }

  @AfterEach
  void end() {
    page.close();
    server.close();
    client.close();
  }

  private URI at(String path) {
    return page.address().resolve(path);
  }

  private HttpResponse<String> get(URI address, String... headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(address);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /// With the cookie that the page's address gives.
  private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
    return get(at(path), "Cookie", cookie());
  }

  private String cookie() throws IOException, InterruptedException {
    return get(page.address()).headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
  }

  private String raw(String request) throws IOException {
    return raw(page, request);
  }

  private static String raw(Page page, String request) throws IOException {
    try (var socket = new Socket("127.0.0.1", page.address().getPort())) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1))
          .readLine();
    }
  }

  @Test
  void theAddressOpensItAndTheCookieKeepsItOpen() throws IOException, InterruptedException {
    var opened = get(page.address());

    assertThat(opened.statusCode()).isEqualTo(200);
    assertThat(opened.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("HttpOnly", "SameSite=Strict");
    assertThat(opened.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'")
        .doesNotContain("unsafe");
    assertThat(opened.headers().map()).doesNotContainKey("access-control-allow-origin");
    assertThat(ask("/").statusCode()).isEqualTo(200);
    assertThat(ask("/page.js").body()).contains("EventSource");
    assertThat(ask("/page.css").headers().firstValue("Content-Type"))
        .hasValue("text/css; charset=utf-8");
  }

  @Test
  void withoutTheTokenThereIsOnlyWhetherItIsWell() throws IOException, InterruptedException {
    for (var path :
        List.of("/", "/mailboxes", "/wire", "/wire.txt", "/page.js", "/?token=", "/?token=0")) {
      assertThat(get(at(path)).statusCode()).as(path).isEqualTo(401);
    }
    var health = get(page.health());
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(JsonParser.parseString(health.body()).getAsJsonObject().get("status").getAsString())
        .isEqualTo("ok");
  }

  @Test
  void anotherNameIsRefusedEvenWithTheToken() throws IOException {
    var target = "GET /" + "?" + page.address().getQuery() + " HTTP/1.1\r\n";
    assertThat(raw(target + "Host: evil.example\r\n\r\n")).contains("403");
    assertThat(raw(target + "Host: localhost.evil.example:80\r\n\r\n")).contains("403");
    assertThat(raw(target + "\r\n")).contains("403");
    assertThat(raw(target + "Host: a\r\nHost: localhost\r\n\r\n")).contains("403");
    assertThat(raw("GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n")).contains("403");
    assertThat(raw(target + "Host: localhost:8080\r\n\r\n")).contains("200");
    assertThat(raw(target.replace("GET", "POST") + "Host: localhost\r\n\r\n")).contains("405");
  }

  @Test
  void elsewhereItIsFoundByTheNamesItIsGivenAndNoOther() throws IOException, InterruptedException {
    try (var open = Page.start(new Page.Place("0.0.0.0", 0, Set.of("lab.example")), subject)) {
      assertThat(open.address()).hasHost("localhost");
      assertThat(get(open.health()).statusCode()).isEqualTo(200);
      assertThat(get(open.address().resolve("/")).statusCode()).isEqualTo(401);
      var target = "GET /?" + open.address().getQuery() + " HTTP/1.1\r\nHost: ";
      assertThat(raw(open, target + "LAB.example:8080\r\n\r\n")).contains("200");
      assertThat(raw(open, target + "evil.example\r\n\r\n")).contains("403");
      assertThat(raw(open, target + "0.0.0.0.evil.example\r\n\r\n")).contains("403");
    }
  }

  @Test
  void mailIsThereInAllItsForms() throws IOException, InterruptedException {
    var boxes = JsonParser.parseString(ask("/mailboxes").body()).getAsJsonObject();
    assertThat(boxes.get("fixture").getAsString()).isEqualTo("walkthrough");
    assertThat(boxes.getAsJsonArray("mailboxes").toString()).contains("\"login\":\"bob\"");

    var list =
        JsonParser.parseString(ask("/messages?login=bob&folder=INBOX").body()).getAsJsonObject();
    assertThat(list.get("total").getAsInt()).isEqualTo(2);
    var newest = list.getAsJsonArray("messages").get(0).getAsJsonObject();
    var uid = newest.get("uid").getAsLong();
    var at = "?login=bob&folder=INBOX&uid=" + uid;

    var message = JsonParser.parseString(ask("/message" + at).body()).getAsJsonObject();
    assertThat(message.get("html").getAsBoolean()).isFalse();
    assertThat(message.getAsJsonArray("fields")).isNotEmpty();
    var eml = ask("/message.eml" + at);
    assertThat(eml.body().length()).isEqualTo(newest.get("octets").getAsInt());
    assertThat(eml.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment");
    assertThat(ask("/message.html" + at).statusCode()).isEqualTo(404);
    assertThat(ask("/message?login=bob&folder=INBOX&uid=99").statusCode()).isEqualTo(404);
    assertThat(ask("/messages?login=nobody&folder=INBOX").statusCode()).isEqualTo(404);
    assertThat(raw("GET /messages?login=%zz HTTP/1.1\r\nHost: localhost\r\n\r\n")).contains("400");
    assertThat(ask("/../etc/passwd").statusCode()).isEqualTo(404);
  }

  private void send(String text) {
    try (var smtp = Conversation.with(server, Protocol.SMTP)) {
      smtp.goes(
          """
          S: 220 *
          C: HELO bar.com
          S: 250 *
          C: MAIL FROM:<Smith@bar.com>
          S: 250 *
          C: RCPT TO:<Jones@foo.com>
          S: 250 *
          C: DATA
          S: 354 *
          """);
      smtp.sends(text.replace("\n", "\r\n") + "\r\n.\r\n").hears("250 *");
      smtp.goes("C: QUIT\nS: 221 *\nclosed");
    }
  }

  @Test
  void hostileHtmlIsMadeHarmless() throws IOException, InterruptedException {
    send(
        """
        Subject: <script>alert(1)</script>
        Content-Type: text/html; charset=utf-8

        <html><body onload="alert(1)"><h1>Hello</h1><script>alert(2)</script>
        <img src="http://evil.example/x.png" onerror="alert(3)" alt="a cat">
        <a href="javascript:alert(4)">click</a> <a href="https://evil.example/y">bank</a>
        <iframe src="http://evil.example/"></iframe><form action="http://evil.example/"><input></form>
        <p style="position:fixed">styled</p><svg><script>alert(5)</script></svg>
        <style>@import url(http://evil.example/)</style><meta http-equiv=refresh content="0;url=http://evil.example">
        <base href="http://evil.example/"><noscript><p title="</noscript><img src=x onerror=alert(6)>"></noscript>
        </body></html>\
        """);

    var shown = ask("/message.html?login=jones&folder=INBOX&uid=1");

    assertThat(shown.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("sandbox; default-src 'none'")
        .doesNotContain("unsafe");
    assertThat(shown.body())
        .contains(
            "<h1>Hello</h1>", "[image: a cat]", "bank &lt;https://evil.example/y&gt;", "styled")
        .doesNotContain(
            "<script", "onload", "onerror=\"", "<img", "<iframe", "<form", "style=", "@import")
        .doesNotContain("http-equiv", "<base", "javascript:", "href=", "<svg");
    assertThat(ask("/messages?login=jones&folder=INBOX").body()).doesNotContain("<script>");
  }

  @Test
  void htmlThatIsDeepInsideItselfIsShownAsFarAsItGoes() throws IOException, InterruptedException {
    send("Content-Type: text/html\n\nbegun" + "<div><b><table>\n".repeat(20_000) + "deep");

    assertThat(ask("/message.html?login=jones&folder=INBOX&uid=1").body()).contains("begun");
    assertThat(ask("/message?login=jones&folder=INBOX&uid=1").body()).contains("begun");
  }

  @Test
  void theWireIsToldAsItHappens() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(at("/wire")).header("Cookie", cookie()).build();
    HttpResponse<InputStream> stream = client.send(request, BodyHandlers.ofInputStream());
    try (var in = new BufferedReader(new InputStreamReader(stream.body(), ISO_8859_1))) {
      assertThat(stream.headers().firstValue("Content-Type")).hasValue("text/event-stream");
      assertThat(in.readLine()).isEqualTo("event: start");
      try (var pop3 = Conversation.with(server, Protocol.POP3)) {
        pop3.hears("+OK *").sends("USER bob\r\nPASS secret\r\n");
        pop3.hears("+OK *").hears("-ERR *");
        var told = new StringBuilder();
        while (told.indexOf("-ERR") < 0) {
          told.append(in.readLine()).append('\n');
        }
        assertThat(told)
            .contains(
                "\"kind\":\"began\"", "\"text\":\"USER bob\"", "PASS ********", "\"number\":1")
            .doesNotContain("secret");
      }
      for (var line = in.readLine(); !line.contains("\"kind\":\"ended\""); line = in.readLine()) {
        assertThat(line).isNotNull();
      }
    }
  }

  @Test
  void theRecordIsThereAsFiles() throws IOException, InterruptedException {
    send("Subject: hello\n\nhello");

    assertThat(ask("/wire.txt").body()).contains("C: HELO bar.com");
    assertThat(JsonParser.parseString(ask("/wire.json").body()).isJsonObject()).isTrue();
    var pcapng = ask("/wire.pcapng");
    assertThat(pcapng.body()).startsWith("\n\r\r\n");
    assertThat(pcapng.headers().firstValue("Content-Disposition").orElseThrow())
        .contains("attachment", "wire.pcapng");
  }

  @Test
  void itEndsThoughSomebodyWatches() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(at("/wire")).header("Cookie", cookie()).build();
    HttpResponse<InputStream> stream = client.send(request, BodyHandlers.ofInputStream());
    try (var in = new BufferedReader(new InputStreamReader(stream.body(), ISO_8859_1))) {
      assertThat(in.readLine()).isEqualTo("event: start");

      page.close();

      try {
        while (in.readLine() != null) {
          // To its end.
        }
      } catch (IOException cutOff) {
        assertThat(cutOff).isNotNull();
      }
    }
  }
}
