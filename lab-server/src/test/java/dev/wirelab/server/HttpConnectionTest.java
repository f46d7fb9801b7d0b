package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.wire.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How requests follow each other on a connection, and what is none: RFC 9112.
class HttpConnectionTest extends HttpTest {

  @Test
  void aConnectionServesOnAndRequestsMayBePipelined() {
    try (var client = connected()) {
      for (int i = 0; i < 3; i++) {
        client.sends("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
      }
      for (int i = 0; i < 3; i++) {
        assertThat(header(client))
            .startsWith("HTTP/1.1 200 OK")
            .doesNotContain("Connection: close");
      }
    }
    assertThat(server.wire().dialogues()).hasSize(1);
  }

  @Test
  void whoeverWantsToCloseIsObeyed() {
    try (var client = connected()) {
      assertThat(header(client, "HEAD / HTTP/1.1", "Connection: TE, Close"))
          .contains("Connection: close");
      client.isClosed();
    }
  }

  @Test
  void http10NeedsNoHostKnowsNoChunksAndHasOneRequest() {
    try (var client = connected()) {
      client.sends("GET /mailboxes HTTP/1.0\r\n\r\n");
      assertThat(header(client))
          .startsWith("HTTP/1.1 200 OK")
          .contains("Connection: close")
          .noneMatch(line -> line.startsWith("Transfer-Encoding"))
          .noneMatch(line -> line.startsWith("Content-Length"));
      client.receives("[\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                         | 400 Bad Request
          Host: a~Host: b            | 400 Bad Request
          Host: a b                  | 400 Bad Request
          Host:                      | 400 Bad Request
          Host: localhost            | 200 OK
          HOST:LOCALHOST:8080        | 200 OK
          Host: 127.0.0.1:1          | 200 OK
          Host: [::1]:1              | 200 OK
          Host: mail.evil.example    | 421 Misdirected Request
          """)
  void hostIsRequiredAndMustBeThisOne(String fields, String status) {
    try (var client = connected()) {
      client.sends("HEAD / HTTP/1.1\r\n" + lines(fields) + "\r\n");
      assertThat(header(client)).startsWith("HTTP/1.1 " + status);
    }
  }

  @Test
  void aTargetMayNameItsHost() {
    try (var client = connected()) {
      assertThat(header(client, "HEAD http://localhost/mailboxes HTTP/1.1"))
          .startsWith("HTTP/1.1 200 OK");
      assertThat(header(client, "HEAD http://evil.example/ HTTP/1.1"))
          .startsWith("HTTP/1.1 421 Misdirected Request");
    }
  }

  private static String lines(String fields) {
    return fields.isEmpty() ? "" : fields.replace("~", "\r\n") + "\r\n";
  }

  /// Where somebody could see another end of the body than somebody else, the request is refused
  /// and nothing behind it is read (RFC 9112, 11.2).
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Content-Length: 4~Transfer-Encoding: chunked    | 400 Bad Request
          Transfer-Encoding: chunked~Content-Length: 4    | 400 Bad Request
          Content-Length: 4~Content-Length: 4             | 400 Bad Request
          Content-Length: 4~Content-Length: 5             | 400 Bad Request
          Content-Length: 4, 4                            | 400 Bad Request
          Content-Length: +4                              | 400 Bad Request
          Content-Length: 0x4                             | 400 Bad Request
          Content-Length: -4                              | 400 Bad Request
          Content-Length:                                 | 400 Bad Request
          Content-Length: 99999999999999999999            | 413 Content Too Large
          Transfer-Encoding: chunked, identity            | 400 Bad Request
          Transfer-Encoding: identity                     | 400 Bad Request
          Transfer-Encoding: chunked, chunked             | 400 Bad Request
          Transfer-Encoding: gzip, chunked                | 501 Not Implemented
          Transfer-Encoding: xchunked                     | 400 Bad Request
          Transfer-Encoding : chunked                     | 400 Bad Request
          Transfer-Encoding:~ chunked                     | 400 Bad Request
          X: y~ folded: z                                 | 400 Bad Request
          no field                                        | 400 Bad Request
          """)
  void whatCouldBeUnderstoodInTwoWaysIsRefused(String fields, String status) {
    try (var client = connected()) {
      client.sends("POST /mailboxes/jones/messages HTTP/1.1\r\nHost: localhost\r\n");
      client.sends(
          lines(fields) + "\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(header(client)).startsWith("HTTP/1.1 " + status).contains("Connection: close");
      var rest = new StringBuilder();
      try {
        for (var line = client.line(); line != null; line = client.line()) {
          rest.append(line);
        }
      } catch (UncheckedIOException | AssertionError e) {
        // Hung up on with more on its way.
      }
      assertThat(rest).doesNotContain("HTTP/1.1");
    }
    assertThat(server.messages("jones", "INBOX")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\r\n",
        "-1\r\n",
        "1\r\nxx\r\n",
        "1 x\r\n",
        "1\nx\r\n",
        "FFFFFFFFFFFFFFFFFF\r\n",
        "\r\n"
      })
  void chunksThatAreNoneAreRefused(String chunk) {
    try (var client = connected()) {
      client.sends(
          "POST /mailboxes/jones/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: message/rfc822\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n"
              + chunk);
      assertThat(header(client))
          .startsWith("HTTP/1.1 400 Bad Request")
          .contains("Connection: close");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET /                  | 400 Bad Request
          GET  / HTTP/1.1        | 400 Bad Request
          GET / HTTP/1.1 x       | 400 Bad Request
          GET / http/1.1         | 400 Bad Request
          G(T / HTTP/1.1         | 400 Bad Request
          GET / HTTP/2.0         | 505 HTTP Version Not Supported
          PRI * HTTP/2.0         | 505 HTTP Version Not Supported
          EHLO bar.com           | 400 Bad Request
          """)
  void whatIsNoRequestIsRefused(String line, String status) {
    try (var client = connected()) {
      client.sends(line + "\r\nHost: localhost\r\n\r\n");
      assertThat(header(client)).startsWith("HTTP/1.1 " + status).contains("Connection: close");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "%zz", "%ff"})
  void whatIsNoPathIsRefused(String segment) {
    try (var client = connected()) {
      assertThat(header(client, "HEAD /mailboxes/" + segment + "/messages HTTP/1.1"))
          .startsWith("HTTP/1.1 400 Bad Request");
      assertThat(header(client, "HEAD * HTTP/1.1")).startsWith("HTTP/1.1 400 Bad Request");
    }
  }

  @Test
  void whatIsTooLongIsRefused() {
    try (var client = connected()) {
      assertThat(header(client, "HEAD /" + "x".repeat(8_170) + " HTTP/1.1"))
          .startsWith("HTTP/1.1 404 Not Found");
      client.sends("HEAD /" + "x".repeat(8_192) + " HTTP/1.1\r\n");
      assertThat(header(client)).startsWith("HTTP/1.1 414 URI Too Long");
    }
    try (var client = connected()) {
      client.sends("HEAD / HTTP/1.1\r\nX: " + "x".repeat(8_192) + "\r\n");
      assertThat(header(client)).startsWith("HTTP/1.1 431 Request Header Fields Too Large");
    }
    try (var client = connected()) {
      client.sends("HEAD / HTTP/1.1\r\n" + "X: y\r\n".repeat(101));
      assertThat(header(client)).startsWith("HTTP/1.1 431 Request Header Fields Too Large");
    }
  }

  @Test
  void aBareLfIsExplained() {
    try (var client = connected()) {
      client.sends("GET / HTTP/1.1\n");
      assertThat(header(client)).startsWith("HTTP/1.1 400 Bad Request");
      client.receives("400 Bad Request\nA line ends with CR LF, and here LF stands alone");
    }
  }

  @Test
  void emptyLinesBeforeARequestAreForgiven() {
    try (var client = connected()) {
      client.sends("\r\n\r\n");
      assertThat(header(client, "HEAD / HTTP/1.1")).startsWith("HTTP/1.1 200 OK");
    }
  }

  @Test
  void anExpectationThatNobodyKnowsFails() {
    try (var client = connected()) {
      assertThat(header(client, "HEAD / HTTP/1.1", "Expect: miracles"))
          .startsWith("HTTP/1.1 417 Expectation Failed");
    }
  }

  @Test
  void binaryGarbageIsAnsweredOrHungUpOn() {
    var random = new Random(42);
    for (int i = 0; i < 50; i++) {
      var garbage = new byte[1 + random.nextInt(20_000)];
      random.nextBytes(garbage);
      try (var client = connected()) {
        client.sends(garbage).sendsNoMore();
        var line = client.line();
        assertThat(line == null || line.startsWith("HTTP/1.1 4") || line.startsWith("HTTP/1.1 5"))
            .as(line)
            .isTrue();
      } catch (UncheckedIOException e) {
        assertThat(e).hasCauseInstanceOf(SocketException.class);
      }
    }
    try (var client = connected()) {
      assertThat(header(client, "HEAD / HTTP/1.1")).startsWith("HTTP/1.1 200 OK");
    }
  }

  @Test
  void aTlsHandshakeIsNotLeftWaiting() {
    try (var client = connected()) {
      client.sends("\u0016\u0003\u0001\u0002\u0000");
      assertThat(header(client)).startsWith("HTTP/1.1 400 Bad Request");
    }
  }

  @Test
  void patienceEndsWithAWordWhereARequestHasBegun() {
    var hasty = Listeners.loopback().with(Duration.ofMillis(300));
    try (var lab = LabServer.start(server.fixture(), hasty);
        var silent = Conversation.with(lab, Protocol.HTTP);
        var begun = Conversation.with(lab, Protocol.HTTP).sends("GET / HT");
        var bodiless =
            Conversation.with(lab, Protocol.HTTP)
                .sends(
                    "POST /mailboxes/jones/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: message/rfc822\r\nContent-Length: 9\r\n\r\nx")) {
      silent.isClosed();
      assertThat(header(begun)).startsWith("HTTP/1.1 408 Request Timeout");
      assertThat(header(bodiless)).startsWith("HTTP/1.1 408 Request Timeout");
      assertThat(lab.messages("jones", "INBOX")).isEmpty();
    }
  }

  @Test
  void aBodyThatEndsTooSoonIsNoMessage() {
    try (var client = connected()) {
      client
          .sends(
              "POST /mailboxes/jones/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: message/rfc822\r\nContent-Length: 9\r\n\r\nx")
          .sendsNoMore();
      assertThat(header(client)).startsWith("HTTP/1.1 400 Bad Request");
    }
    assertThat(server.messages("jones", "INBOX")).isEmpty();
  }

  @Test
  void theSameInsideTls() {
    try (var client = Conversation.with(server, ServiceName.HTTPS)) {
      assertThat(header(client, "HEAD /mailboxes HTTP/1.1")).startsWith("HTTP/1.1 200 OK");
    }
  }

  @Test
  void javasHttpClient() throws IOException, InterruptedException {
    try (var client = HttpClient.newBuilder().sslContext(server.trusting()).build()) {
      for (var service : new ServiceName[] {ServiceName.HTTP, ServiceName.HTTPS}) {
        var uri =
            URI.create(
                service.key()
                    + "://localhost:"
                    + server.port(service)
                    + "/mailboxes/bob/messages/1");
        var response =
            client.send(
                HttpRequest.newBuilder(uri).header("Accept", "message/rfc822").build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(server.messages("bob", "INBOX").getFirst().raw());
      }
    }
  }

  @Test
  void curl() {
    var url = "http://127.0.0.1:" + server.port(Protocol.HTTP) + "/mailboxes/jones/messages";
    var curl = Program.installed("curl");
    assertThat(
            curl.run(
                    "-sS",
                    "-i",
                    "-H",
                    "Content-Type: message/rfc822",
                    "-H",
                    "Transfer-Encoding: chunked",
                    "-d",
                    "Subject: x",
                    url)
                .succeeds()
                .output())
        .startsWith("HTTP/1.1 201 Created\r\n");
    assertThat(curl.run("-sS", "--compressed", url).succeeds().output()).contains("\"uid\":1,");
    assertThat(server.messages("jones", "INBOX")).hasSize(1);
  }

  @Test
  void pythonsHttpClient() {
    var script =
        """
        import http.client, json, sys
        connection = http.client.HTTPConnection('127.0.0.1', int(sys.argv[1]), timeout=10)
        connection.request('GET', '/mailboxes')
        mailboxes = json.load(connection.getresponse())
        print([mailbox['messages'] for mailbox in mailboxes if mailbox['login'] == 'bob'])
        connection.request('GET', '/mailboxes/bob/messages/2', headers={'Accept': 'message/rfc822'})
        response = connection.getresponse()
        print(response.status, len(response.read()))
        """;
    assertThat(
            Program.installed("python3")
                .run("-c", script, String.valueOf(server.port(Protocol.HTTP)))
                .succeeds()
                .output())
        .isEqualTo("[2]\n200 200\n");
  }
}
