package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.server.wire.Protocol;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Logging in. RFC 4954, with PLAIN (RFC 4616) and LOGIN.
class SmtpAuthTest extends SmtpTest {

  @TempDir Path folder;

  SmtpAuthTest() {
    super(all());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String plain(String actsAs, String login, String password) {
    return base64(actsAs + "\0" + login + "\0" + password);
  }

  @Test
  void plainWithItsResponseAtOnce() {
    try (var client = greeted()) {
      client.goes("C: auth plain " + plain("", "jones", "wirelab"));
      client.hears("235 2.7.0 Authentication succeeded");
    }
  }

  @Test
  void plainWithItsResponseWhenAsked() {
    try (var client = greeted()) {
      client.goes("C: AUTH PLAIN\nS: 334 \nC: " + plain("jones", "jones", "wirelab"));
      client.hears("235 2.7.0 Authentication succeeded");
    }
  }

  @Test
  void loginAsksForNameAndPassword() {
    try (var client = greeted()) {
      client.goes("C: AUTH LOGIN\nS: 334 " + base64("Username:") + "\nC: " + base64("smith"));
      client.goes("S: 334 " + base64("Password:") + "\nC: " + base64("red queen"));
      client.hears("235 2.7.0 Authentication succeeded");
    }
  }

  @Test
  void loginMayBringTheName() {
    try (var client = greeted()) {
      client.goes("C: AUTH LOGIN " + base64("smith") + "\nS: 334 " + base64("Password:"));
      client.goes("C: " + base64("red queen") + "\nS: 235 2.7.0 *");
    }
  }

  @Test
  void namesAndPasswordsAreUtf8() {
    try (var client = greeted()) {
      client.goes("C: AUTH PLAIN " + plain("", "müller", "Straße") + "\nS: 235 *");
    }
  }

  @Test
  void whoIsWrongIs535AndMayTryAgain() {
    try (var client = greeted()) {
      client.goes("C: AUTH PLAIN " + plain("", "jones", "wirelap"));
      client.hears("535 5.7.8 Authentication credentials invalid");
      client.goes("C: AUTH PLAIN " + plain("", "green", "wirelab") + "\nS: 535 5.7.8 *");
      client.goes("C: AUTH PLAIN " + plain("smith", "jones", "wirelab") + "\nS: 535 5.7.8 *");
      client.goes("C: AUTH LOGIN " + base64("jones") + "\nS: 334 *\nC: =\nS: 535 5.7.8 *");
      client.goes("C: AUTH PLAIN " + plain("", "jones", "wirelab") + "\nS: 235 *");
    }
  }

  @Test
  void aStarGivesUp() {
    try (var client = greeted()) {
      client.goes("C: AUTH PLAIN\nS: 334 \nC: *\nS: 501 5.7.0 Given up, *\nC: NOOP\nS: 250 *");
      client.goes(
          "C: AUTH LOGIN\nS: 334 *\nC: " + base64("x") + "\nS: 334 *\nC: *\nS: 501 5.7.0 *");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "AGpvbmVz", "====", "=", "a b"})
  void whatIsNoResponseIs501(String response) {
    try (var client = greeted()) {
      client.goes("C: AUTH PLAIN\nS: 334 \nC: " + response + "\nS: 501 5.5.2 *\nC: NOOP\nS: 250 *");
    }
  }

  @Test
  void mechanismsThatAreNotListedAre504() {
    try (var client = greeted()) {
      client.goes("C: AUTH CRAM-MD5\nS: 504 5.5.4 That is none of the mechanisms *");
      client.goes("C: AUTH\nS: 501-5.5.4 *\nS: 501 5.5.4 *");
      client.goes("C: AUTH PLAIN a b\nS: 501-5.5.4 *\nS: 501 5.5.4 *");
    }
  }

  @Test
  void thereIsATimeForIt() {
    var right = "C: AUTH PLAIN " + plain("", "jones", "wirelab");
    try (var client = connected()) {
      client.goes(right + "\nS: 503 5.5.1 Bad sequence of commands: say EHLO first *");
      client.goes("C: HELO bar.com\nS: 250 *\n" + right + "\nS: 503 5.5.1 *");
    }
    try (var client = greeted()) {
      client.goes("C: MAIL FROM:<>\nS: 250 *\n" + right + "\nS: 503 5.5.1 *\nC: RSET\nS: 250 *");
      client.goes(right + "\nS: 235 *\n" + right + "\nS: 503 5.5.1 *");
    }
  }

  @Test
  void aResponseMayBeLongButNotEndless() {
    try (var client = greeted()) {
      client.goes("C: AUTH PLAIN\nS: 334 \nC: " + "A".repeat(12_288) + "\nS: 501 5.5.2 *");
      client.goes("C: AUTH PLAIN\nS: 334 \nC: " + "A".repeat(12_289) + "\nS: 500 5.5.6 *");
      client.goes("C: NOOP\nS: 250 *");
    }
  }

  @Test
  void aBareLineEndEndsTheLogin() {
    try (var client = greeted()) {
      client.goes("C: AUTH LOGIN\nS: 334 *").sends("am9uZXM=\n").hears("500 5.5.2 *");
      client.goes("C: NOOP\nS: 250 *");
    }
  }

  @Test
  void theMailSaysThatItsSenderHadLoggedIn() {
    try (var client = greeted()) {
      client.goes("C: AUTH PLAIN " + plain("", "smith", "red queen") + "\nS: 235 *");
      client.goes(
          """
          C: MAIL FROM:<Smith@foo.com> AUTH=<>
          S: 250 *
          C: RCPT TO:<Jones@foo.com>
          S: 250 *
          C: DATA
          S: 354 *
          C: .
          S: 250 *
          """);
    }
    assertThat(stored()).singleElement().asString().contains("\tby foo.com with ESMTPA id 1\r\n");
  }

  @Test
  void aLabMayRequireIt() {
    try (var lab = LabServer.start(all(folder, "require = AUTH"));
        var client = Conversation.with(lab, Protocol.SMTP)) {
      client.goes("S: 220 *\nC: EHLO bar.com");
      assertThat(client.reply()).contains("250-AUTH PLAIN LOGIN");
      client.goes(
          """
          C: MAIL FROM:<Smith@foo.com>
          S: 530 5.7.0 Authentication required (RFC 4954, 6)
          C: VRFY jones
          S: 530 5.7.0 *
          C: RSET
          S: 250 *
          C: AUTH PLAIN AGpvbmVzAHdpcmVsYWI=
          S: 235 *
          C: MAIL FROM:<Smith@foo.com>
          S: 250 *
          """);
    }
  }
}
