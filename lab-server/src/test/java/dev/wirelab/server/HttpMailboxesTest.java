package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What can be read and written by HTTP, and on what conditions: RFC 9110.
class HttpMailboxesTest extends HttpTest {

  private String bobsFirst() {
    return new String(server.messages("bob", "INBOX").getFirst().raw(), ISO_8859_1);
  }

  private static String entityTag(List<String> header) {
    return header.stream()
        .filter(line -> line.startsWith("ETag: "))
        .map(line -> line.substring("ETag: ".length()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void mailboxesAreListedInChunks() {
    try (var client = connected()) {
      client.goes("C: GET /mailboxes HTTP/1.1\n" + HOST + "C: \n");
      assertThat(header(client))
          .startsWith("HTTP/1.1 200 OK", "Date: Mon, 05 Jan 2026 09:00:00 GMT")
          .endsWith("Content-Type: application/json", "Transfer-Encoding: chunked");
      var json = client.chunks();
      assertThat(json)
          .startsWith(
              "[\n{\"login\":\"jones\",\"address\":\"Jones@foo.com\",\"messages\":0,\"href\":\"/mailboxes/jones/messages\"},\n"
                  + "{\"login\":\"bob\",\"address\":\"bob@dobbs.org\",\"messages\":2,\"href\":\"/mailboxes/bob/messages\"}")
          .endsWith("\n]\n");
      client.goes("C: GET / HTTP/1.1\n" + HOST + "C: \n");
      assertThat(header(client)).contains("Content-Length: 27");
      client.receives("{\"mailboxes\":\"/mailboxes\"}\n");
    }
  }

  @Test
  void messagesAreListed() {
    try (var client = connected()) {
      assertThat(header(client, "GET /mailboxes/BOB/messages?all HTTP/1.1"))
          .contains("HTTP/1.1 200 OK");
      assertThat(client.chunks())
          .isEqualTo(
              """
              [
              {"uid":1,"href":"/mailboxes/bob/messages/1","octets":120,"received":"2026-01-04T18:05:00Z","flags":["\\\\Recent"]},
              {"uid":2,"href":"/mailboxes/bob/messages/2","octets":200,"received":"2026-01-05T07:40:00Z","flags":["\\\\Recent"]}
              ]
              """);
    }
  }

  @Test
  void aMessageIsJsonUnlessTheClientWantsItRaw() {
    var json =
        "{\"uid\":1,\"href\":\"/mailboxes/bob/messages/1\",\"octets\":120,\"received\":\"2026-01-04T18:05:00Z\",\"flags\":[\"\\\\Recent\"],"
            + "\"header\":[{\"name\":\"From\",\"value\":\"<Alice@foo.com>\"},{\"name\":\"To\",\"value\":\"<bob@dobbs.org>\"},{\"name\":\"Subject\",\"value\":\"Tea at six\"}],"
            + "\"body\":\"The Queen is coming.\\r\\n...and she won't wait.\\r\\nAlice\\r\\n\"}\n";
    try (var client = connected()) {
      assertThat(header(client, "GET /mailboxes/bob/messages/1 HTTP/1.1"))
          .contains("Content-Type: application/json", "Vary: Accept")
          .noneMatch(line -> line.startsWith("Last-Modified"));
      client.receives(json);
      assertThat(header(client, "GET /mailboxes/bob/messages/1 HTTP/1.1", "Accept: message/rfc822"))
          .contains("Content-Type: message/rfc822", "Content-Length: 120");
      client.receives(bobsFirst());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          */*                                        | application/json
          message/*                                  | message/rfc822
          Message/RFC822                             | message/rfc822
          application/json;q=0.5, message/rfc822     | message/rfc822
          text/html, */*;q=0.1                       | application/json
          */*, application/json;q=0                  | message/rfc822
          application/*;q=0.9, message/rfc822;q=0.91 | message/rfc822
          """)
  void whatTheClientLikesBestIsSent(String accept, String type) {
    try (var client = connected()) {
      assertThat(header(client, "HEAD /mailboxes/bob/messages/1 HTTP/1.1", "Accept: " + accept))
          .contains("HTTP/1.1 200 OK", "Content-Type: " + type);
    }
  }

  @Test
  void whatIsNotThereToChooseIsSaid() {
    try (var client = connected()) {
      assertThat(header(client, "HEAD /mailboxes/bob/messages/1 HTTP/1.1", "Accept: image/png"))
          .startsWith("HTTP/1.1 406 Not Acceptable")
          .contains("Vary: Accept");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/mailboxes",
        "/",
        "/mailboxes/bob/messages",
        "/mailboxes/bob/messages/1",
        "/nowhere"
      })
  void headIsGetWithoutTheContent(String path) {
    try (var client = connected()) {
      var head = header(client, "HEAD " + path + " HTTP/1.1");
      assertThat(header(client, "GET " + path + " HTTP/1.1")).isEqualTo(head);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nowhere",
        "/mailboxes/alice/messages",
        "/mailboxes/bob",
        "/mailboxes/bob/messages/3",
        "/mailboxes/bob/messages/01",
        "/mailboxes/bob/messages/1/2",
        "/mailboxes/..%2f..%2fetc/messages",
        "/Mailboxes"
      })
  void whatIsNotThereIs404(String path) {
    try (var client = connected()) {
      assertThat(header(client, "HEAD " + path + " HTTP/1.1"))
          .startsWith("HTTP/1.1 404 Not Found")
          .contains("Content-Type: text/plain; charset=utf-8");
      assertThat(header(client, "HEAD / HTTP/1.1")).startsWith("HTTP/1.1 200 OK");
    }
  }

  @Test
  void whatCannotBeDoneIs405AndSaysWhatCan() {
    try (var client = connected()) {
      assertThat(header(client, "DELETE /mailboxes HTTP/1.1"))
          .startsWith("HTTP/1.1 405 Method Not Allowed")
          .contains("Allow: GET, HEAD, OPTIONS", "Content-Length: 66");
      client.receives("405 Method Not Allowed\nWhat can be done here: GET, HEAD, OPTIONS.\n");
      assertThat(header(client, "OPTIONS /mailboxes/bob/messages HTTP/1.1"))
          .containsExactly(
              "HTTP/1.1 204 No Content",
              "Date: Mon, 05 Jan 2026 09:00:00 GMT",
              "Allow: GET, HEAD, POST, OPTIONS");
      assertThat(header(client, "OPTIONS * HTTP/1.1")).startsWith("HTTP/1.1 204 No Content");
    }
  }

  @Test
  void methodsThatNobodyKnowsAre501() {
    try (var client = connected()) {
      assertThat(header(client, "BREW /mailboxes HTTP/1.1"))
          .startsWith("HTTP/1.1 501 Not Implemented");
    }
    try (var client = connected()) {
      assertThat(header(client, "get /mailboxes HTTP/1.1"))
          .startsWith("HTTP/1.1 501 Not Implemented");
    }
  }

  @Test
  void whoHasItAlreadyIsToldSo() {
    try (var client = connected()) {
      client.goes(
          "C: GET /mailboxes/bob/messages/1 HTTP/1.1\n" + HOST + "C: Accept: message/*\nC: \n");
      var header = header(client);
      client.receives(bobsFirst());
      var tag = entityTag(header);
      for (var condition :
          List.of(
              "If-None-Match: " + tag,
              "If-None-Match: \"other\", W/" + tag,
              "If-None-Match: *",
              "If-Modified-Since: Sun, 04 Jan 2026 18:05:00 GMT",
              "If-Modified-Since: Sunday, 04-Jan-26 18:05:01 GMT",
              "If-Modified-Since: Sun Jan  4 18:05:00 2026")) {
        assertThat(
                header(
                    client,
                    "GET /mailboxes/bob/messages/1 HTTP/1.1",
                    "Accept: message/rfc822",
                    condition))
            .as(condition)
            .containsExactly(
                "HTTP/1.1 304 Not Modified",
                "Date: Mon, 05 Jan 2026 09:00:00 GMT",
                "ETag: " + tag,
                "Last-Modified: Sun, 04 Jan 2026 18:05:00 GMT",
                "Vary: Accept");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          If-None-Match: "other"                             | 200 OK
          If-Modified-Since: Sun, 04 Jan 2026 18:04:59 GMT   | 200 OK
          If-Modified-Since: yesterday                       | 200 OK
          If-Match: "other"                                  | 412 Precondition Failed
          If-Match: *                                        | 200 OK
          If-Unmodified-Since: Sun, 04 Jan 2026 18:04:59 GMT | 412 Precondition Failed
          If-Unmodified-Since: Sun, 04 Jan 2026 18:05:00 GMT | 200 OK
          """)
  void conditionsAreLookedAt(String condition, String status) {
    try (var client = connected()) {
      assertThat(
              header(
                  client,
                  "HEAD /mailboxes/bob/messages/1 HTTP/1.1",
                  "Accept: message/rfc822",
                  condition))
          .startsWith("HTTP/1.1 " + status);
    }
  }

  @Test
  void aTagOutweighsADate() {
    try (var client = connected()) {
      assertThat(
              header(
                  client,
                  "HEAD /mailboxes/bob/messages/1 HTTP/1.1",
                  "Accept: message/rfc822",
                  "If-Modified-Since: Mon, 05 Jan 2026 09:00:00 GMT",
                  "If-None-Match: \"other\""))
          .startsWith("HTTP/1.1 200 OK");
    }
  }

  @Test
  void aListHasAnotherTagWhenItHasChanged() {
    try (var client = connected()) {
      var before = entityTag(header(client, "HEAD /mailboxes/jones/messages HTTP/1.1"));
      post(client, "Content-Length: 22", "Subject: x\r\n\r\nHello!\r\n");
      assertThat(
              header(client, "HEAD /mailboxes/jones/messages HTTP/1.1", "If-None-Match: " + before))
          .startsWith("HTTP/1.1 200 OK");
    }
  }

  private static void post(Conversation client, String framing, String body) {
    client.sends(
        "POST /mailboxes/jones/messages HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: message/rfc822\r\n"
            + framing
            + "\r\n\r\n"
            + body);
    assertThat(header(client))
        .containsExactly(
            "HTTP/1.1 201 Created",
            "Date: Mon, 05 Jan 2026 09:00:00 GMT",
            "Location: /mailboxes/jones/messages/1",
            "Content-Length: 0");
  }

  @Test
  void aMessageMayBePostedWithItsLength() {
    try (var client = connected()) {
      post(client, "Content-Length: 22", "Subject: x\r\n\r\nHello!\r\n");
    }
    assertThat(server.messages("jones", "INBOX"))
        .singleElement()
        .extracting(StoredMessage::raw)
        .isEqualTo("Subject: x\r\n\r\nHello!\r\n".getBytes(ISO_8859_1));
  }

  @Test
  void aMessageMayBePostedInChunks() {
    try (var client = connected()) {
      post(
          client,
          "Transfer-Encoding: chunked",
          "c\r\nSubject: x\r\n\r\nA ; name=\"value\"\r\n\r\nHello!\r\n\r\n000\r\nX-Trailer: y\r\n\r\n");
      assertThat(header(client, "HEAD / HTTP/1.1")).startsWith("HTTP/1.1 200 OK");
    }
    assertThat(server.messages("jones", "INBOX"))
        .singleElement()
        .extracting(StoredMessage::raw)
        .isEqualTo("Subject: x\r\n\r\nHello!\r\n".getBytes(ISO_8859_1));
  }

  @Test
  void linesOfAMessageEndWithCrLfWhateverCame() {
    try (var client = connected()) {
      post(client, "Content-Length: 18", "Subject: x\n\nHello!");
    }
    assertThat(server.messages("jones", "INBOX"))
        .singleElement()
        .extracting(StoredMessage::raw)
        .isEqualTo("Subject: x\r\n\r\nHello!\r\n".getBytes(ISO_8859_1));
  }

  @Test
  void whoeverAsksBeforehandIsToldToGoOn() {
    try (var client = connected()) {
      client.sends(
          "POST /mailboxes/jones/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: message/rfc822\r\n"
              + "Expect: 100-continue\r\nContent-Length: 22\r\n\r\n");
      client.goes("S: HTTP/1.1 100 Continue\nS: ");
      client.sends("Subject: x\r\n\r\nHello!\r\n").hears("HTTP/1.1 201 Created");
    }
  }

  @Test
  void whoeverAsksBeforehandIsToldNotToGoOn() {
    try (var client = connected()) {
      client.sends(
          "POST /mailboxes/jones/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: message/rfc822\r\n"
              + "Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n");
      assertThat(header(client))
          .startsWith("HTTP/1.1 413 Content Too Large")
          .contains("Connection: close");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Content-Type: text/plain     | Content-Length: 1        | x  | 415 Unsupported Media Type
          X-None: none                 | Content-Length: 1        | x  | 415 Unsupported Media Type
          Content-Type: message/rfc822 | X-None: none             | '' | 411 Length Required
          Content-Type: message/rfc822 | Content-Length: 0        | '' | 400 Bad Request
          Content-Type: message/rfc822 | Content-Length: 5242881  | '' | 413 Content Too Large
          """)
  void whatCannotBePostedIsRefused(String type, String framing, String body, String status) {
    try (var client = connected()) {
      client.sends(
          "POST /mailboxes/jones/messages HTTP/1.1\r\nHost: localhost\r\n"
              + type
              + "\r\n"
              + framing
              + "\r\n\r\n"
              + (status.startsWith("413") ? "x".repeat(5_242_881) : body));
      assertThat(header(client))
          .startsWith("HTTP/1.1 " + status)
          .doesNotContain("Connection: close");
    }
    assertThat(server.messages("jones", "INBOX")).isEmpty();
  }

  @Test
  void chunksThatAreTooMuchAreRefusedAndTheConnectionGoesOn() {
    try (var client = connected()) {
      client.sends(
          "POST /mailboxes/jones/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: message/rfc822\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n");
      var chunk = "100000\r\n" + "x".repeat(0x100000) + "\r\n";
      for (int i = 0; i < 6; i++) {
        client.sends(chunk);
      }
      client.sends("0\r\n\r\nHEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(header(client)).startsWith("HTTP/1.1 413 Content Too Large");
      client.receives("413 Content Too Large\n");
    }
    assertThat(server.messages("jones", "INBOX")).isEmpty();
  }
}
