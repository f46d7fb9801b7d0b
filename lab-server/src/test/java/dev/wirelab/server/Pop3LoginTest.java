package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.wire.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who comes in, and how: RFC 1939, 4 and 7; RFC 2449; RFC 5034.
class Pop3LoginTest extends Pop3Test {

  private static String plain(String authorization, String login, String password) {
    return base64(authorization + "\0" + login + "\0" + password);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String digest(String greeting, String password) throws NoSuchAlgorithmException {
    var stamp = greeting.substring(greeting.indexOf('<'));
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("MD5").digest((stamp + password).getBytes(UTF_8)));
  }

  @Test
  void theDigestOfTheRfcsExampleIsRight() throws NoSuchAlgorithmException {
    // RFC 1939, 7, has the very example.
    assertThat(digest("<1896.697170952@dbc.mtview.ca.us>", "tanstaaf"))
        .isEqualTo("c4c9334bac560ecc979e58001b3e22fb");
  }

  @Test
  void apopLogsInWithTheGreetingsStamp() throws NoSuchAlgorithmException {
    try (var client = Conversation.with(server, Protocol.POP3)) {
      var digest = digest(client.line(), "redqueen");
      client.goes("C: APOP bob " + digest + "\nS: +OK bob's maildrop has 2 messages (320 octets)");
    }
  }

  @Test
  void aDigestIsGoodForOneGreetingOnly() throws NoSuchAlgorithmException {
    try (var first = Conversation.with(server, Protocol.POP3);
        var second = connected()) {
      var digest = digest(first.line(), "redqueen");
      second.goes("C: APOP bob " + digest + "\nS: -ERR [AUTH] login and password do not fit*");
    }
  }

  @Test
  void stampsGoOnFromTheFixtures() {
    for (int i = 6971; i < 6975; i++) {
      try (var client = Conversation.with(server, Protocol.POP3)) {
        client.hears("+OK POP3 server ready <1896." + i + "@mailgate.dobbs.org>");
      }
    }
  }

  @Test
  void withoutAStampOfItsOwnALabTakesItsClock(@TempDir Path folder) throws IOException {
    var fixture =
        Files.writeString(
            folder.resolve("fixture.ini"),
            "[lab]\nclock = 2026-01-05T09:00:00Z\n[pop3]\nhost = dewey\n");
    try (var lab = LabServer.start(Fixture.read(fixture));
        var client = Conversation.with(lab, Protocol.POP3)) {
      client.hears("+OK POP3 server ready <1.1767603600@dewey>");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "APOP bob",
        "APOP bob c4c9",
        "APOP bob C4C9334BAC560ECC979E58001B3E22FB",
        "APOP bob c4c9334bac560ecc979e58001b3e22fb x"
      })
  void whatIsNoDigestIsExplained(String line) {
    try (var client = connected()) {
      client.goes("C: " + line);
      assertThat(client.line()).startsWith("-ERR ").endsWith("; syntax: APOP <name> <digest>");
    }
  }

  @Test
  void plainWithAnInitialResponse() {
    try (var client = connected()) {
      client.goes(
          "C: AUTH PLAIN "
              + plain("", "bob", "redqueen")
              + "\nS: +OK bob's maildrop has 2 messages (320 octets)\nC: STAT\nS: +OK 2 320");
    }
  }

  @Test
  void plainInTwoTurns() {
    try (var client = connected()) {
      client.goes("C: auth plain\nS: + ");
      client.goes("C: " + plain("bob", "BOB", "redqueen") + "\nS: +OK bob's maildrop has *");
    }
  }

  @Test
  void plainGivenUp() {
    try (var client = connected()) {
      client.goes("C: AUTH PLAIN\nS: + \nC: *\nS: -ERR AUTH given up *\nC: STAT");
      client.goes("S: -ERR STAT comes after login: *\n" + LOGIN + "S: +OK *");
    }
  }

  @Test
  void plainOfAnyLengthThatRfc4616Allows() {
    var long255 = "x".repeat(255);
    try (var client = connected()) {
      client.goes("C: AUTH PLAIN\nS: + \nC: " + plain(long255, long255, long255));
      client.hears("-ERR [AUTH] login and password do not fit*");
      client.goes("C: AUTH PLAIN\nS: + \nC: " + "QUJD".repeat(400));
      client.hears("-ERR line too long: at most 1026 octets with CR LF*");
      client.goes("C: AUTH PLAIN " + plain("", long255, "x"));
      client.hears("-ERR line too long: at most 255 octets with CR LF*");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AUTH                       | AUTH needs an argument; syntax: AUTH <mechanism> [initial response]
          AUTH CRAM-MD5              | AUTH has PLAIN only, as CAPA's line SASL says (RFC 5034, 4)
          AUTH PLAIN a b             | that is too much; syntax: AUTH <mechanism> [initial response]
          AUTH PLAIN ????            | That is not base64 (RFC 4648, 4)
          AUTH PLAIN =               | PLAIN is NUL, login, NUL, password, all in base64 (RFC 4616, 2)
          AUTH PLAIN Ym9i            | PLAIN is NUL, login, NUL, password, all in base64 (RFC 4616, 2)
          AUTH PLAIN AGJvYgA=        | PLAIN needs a login and a password (RFC 4616, 2)
          AUTH PLAIN am9uZXMAYm9iAHg= | [AUTH] nobody acts for another here (RFC 4616, 2)
          AUTH PLAIN AGJvYgB4        | [AUTH] login and password do not fit; begin again with USER
          """)
  void whatIsWrongWithAuthIsSaid(String line, String fault) {
    try (var client = connected()) {
      client.goes("C: " + line).hears("-ERR " + fault);
    }
  }

  @Test
  void whetherThereIsSuchAUserIsNotTold() {
    try (var client = connected()) {
      client.goes(
          """
          C: USER alice
          S: +OK alice
          C: PASS redqueen
          S: -ERR [AUTH] login and password do not fit; begin again with USER
          C: USER bob
          S: +OK bob
          C: PASS whitequeen
          S: -ERR [AUTH] login and password do not fit; begin again with USER
          C: PASS redqueen
          S: -ERR say USER first, then PASS at once (RFC 1939, 7)
          """);
    }
  }

  @Test
  void passFollowsUserAtOnce() {
    try (var client = connected()) {
      client.goes(
          """
          C: PASS redqueen
          S: -ERR say USER first, *
          C: USER bob
          S: +OK bob
          C: STAT
          S: -ERR STAT comes after login: USER and PASS, APOP, or AUTH (RFC 1939, 5)
          C: PASS redqueen
          S: -ERR say USER first, *
          C: USER bob
          S: +OK bob
          C: WHAT
          S: -ERR no such command; CAPA says what there is
          C: pass redqueen
          S: +OK bob's maildrop has *
          """);
    }
  }

  @Test
  void blanksAndOtherAlphabetsMayBeInAPassword(@TempDir Path folder) throws IOException {
    var fixture =
        Files.writeString(
            folder.resolve("fixture.ini"),
            """
            [lab]
            clock = 2026-01-05T09:00:00Z
            [account bob]
            address = bob@dobbs.org
            password = rote Königin  1
            """);
    try (var lab = LabServer.start(Fixture.read(fixture))) {
      try (var client = Conversation.with(lab, Protocol.POP3)) {
        client.goes("S: +OK *\nC: USER bob\nS: +OK bob");
        client.sends("PASS rote Königin  1\r\n".getBytes(UTF_8));
        client.hears("+OK bob's maildrop has 0 messages (0 octets)");
        client.goes("C: QUIT\nS: +OK localhost POP3 server signing off (maildrop empty)");
      }
      try (var client = Conversation.with(lab, Protocol.POP3)) {
        var digest = digest(client.line(), "rote Königin  1");
        client.goes("C: APOP bob " + digest + "\nS: +OK *");
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void theMaildropIsForOneAtATime() {
    try (var first = loggedIn()) {
      try (var second = connected()) {
        second.goes(LOGIN + "S: -ERR [IN-USE] bob's maildrop is open in another session; *");
        first.goes("C: QUIT\nS: +OK *\nclosed");
        second.goes(LOGIN + "S: +OK bob's maildrop has 2 messages (320 octets)");
      }
    }
  }

  @Test
  void othersHaveTheirOwn() {
    try (var bob = loggedIn();
        var jones = connected()) {
      jones.goes("C: USER jones\nS: +OK jones\nC: PASS wirelab");
      jones.goes("S: +OK jones's maildrop has 0 messages (0 octets)");
      bob.goes("C: STAT\nS: +OK 2 320");
    }
  }

  @Test
  void whoeverHangsUpAndComesBackAtOnceIsLetIn() {
    for (int i = 0; i < 20; i++) {
      try (var client = loggedIn()) {
        client.goes("C: DELE 1\nS: +OK message 1 deleted");
      }
    }
    assertThat(stored()).hasSize(2);
  }

  @Test
  void capaListsWhatThereIsBeforeAndAfterLogin() {
    var capabilities =
        """
        C: CAPA
        S: +OK capability list follows
        S: STLS
        S: TOP
        S: USER
        S: SASL PLAIN
        S: UIDL
        S: RESP-CODES
        S: AUTH-RESP-CODE
        S: PIPELINING
        S: EXPIRE NEVER
        S: LOGIN-DELAY 0
        S: IMPLEMENTATION Wirelab
        S: .
        """;
    try (var client = connected()) {
      client.goes(capabilities + LOGIN + "S: +OK *\n" + capabilities);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "USER bob",
        "PASS redqueen",
        "AUTH PLAIN",
        "APOP bob 0123456789abcdef0123456789abcdef"
      })
  void nobodyLogsInTwice(String line) {
    try (var client = loggedIn()) {
      client.goes("C: " + line);
      client.hears(
          "-ERR " + line.substring(0, 4) + " comes before login, and you are bob (RFC 1939, 4)");
      client.goes("C: STAT\nS: +OK 2 320");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"STAT", "LIST", "LIST 1", "UIDL", "RETR 1", "TOP 1 0", "DELE 1", "RSET", "NOOP"})
  void nobodyReadsBeforeLogin(String line) {
    try (var client = connected()) {
      client.goes("C: " + line + "\nS: -ERR " + line.split(" ")[0] + " comes after login: *");
    }
  }

  @Test
  void quitBeforeLoginHasNothingToTell() {
    try (var client = connected()) {
      client.goes("C: QUIT\nS: +OK dewey POP3 server signing off\nclosed");
    }
  }
}
