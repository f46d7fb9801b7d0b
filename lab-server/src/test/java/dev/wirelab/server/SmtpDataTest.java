package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The text of a mail: where it ends, what it may have in it, and what is stored of it. RFC 5321,
/// 4.1.1.4, 4.4 and 4.5.2.
class SmtpDataTest extends SmtpTest {

  private void mail(String text) {
    try (var client = begun()) {
      client.sends(text).hears("250 OK").goes("C: QUIT\nS: 221 *\nclosed");
    }
  }

  @Test
  void aMessageIsStoredAsItWasSent() {
    mail("Subject: Lunch\r\nFrom: Smith\r\n\r\nAt noon?\r\n\r\nSmith\r\n.\r\n");

    assertThat(storedText())
        .containsExactly("Subject: Lunch\r\nFrom: Smith\r\n\r\nAt noon?\r\n\r\nSmith\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'..\r\n', '.\r\n'",
    "'...\r\n', '..\r\n'",
    "'.a\r\n', 'a\r\n'",
    "'..a\r\n', '.a\r\n'",
    "'a.\r\n', 'a.\r\n'",
    "'a\r\n..\r\nb\r\n', 'a\r\n.\r\nb\r\n'",
    "' .\r\n', ' .\r\n'",
    "'. \r\n', ' \r\n'",
  })
  void oneDotIsTakenFromTheBeginningOfALine(String sent, String stored) {
    mail("Subject: Dots\r\n\r\n" + sent + ".\r\n");

    assertThat(storedText()).containsExactly("Subject: Dots\r\n\r\n" + stored);
  }

  @Test
  void nothingIsAMessageToo() {
    mail(".\r\n");

    assertThat(storedText()).containsExactly("\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Blah blah blah...\r\n",
        "Hello: there is a space in front of me\r\nBody? no.\r\n",
        " begins with a blank\r\nSubject: no\r\n",
        ": no name\r\n",
        "Dear Sir: hello\r\n",
        "https",
      })
  void whatIsNoHeaderIsBody(String text) {
    var whole = text.endsWith("\r\n") ? text : text + "\r\n";
    mail(whole + ".\r\n");

    var first = whole.substring(0, whole.indexOf("\r\n") + 2);
    var header = first.startsWith("Hello:") ? first : "";
    assertThat(storedText()).containsExactly(header + "\r\n" + whole.substring(header.length()));
  }

  @Test
  void aForgottenBlankLineIsPutIn() {
    mail("Subject: Lunch\r\n at noon\r\nSee you there\r\n.\r\n");

    assertThat(storedText()).containsExactly("Subject: Lunch\r\n at noon\r\n\r\nSee you there\r\n");
  }

  @Test
  void aHeaderAloneEndsWithABlankLine() {
    mail("Subject: Lunch\r\n.\r\n");

    assertThat(storedText()).containsExactly("Subject: Lunch\r\n\r\n");
  }

  @Test
  void everyOctetButCrAndLfIsKept() {
    var all =
        IntStream.range(0, 256)
            .filter(octet -> octet != '\r' && octet != '\n')
            .mapToObj(octet -> String.valueOf((char) octet))
            .collect(Collectors.joining());
    mail("Subject: x" + all + "\r\nX-Y: \u00e9\r\n\r\n" + all + "\r\n.\r\n");

    assertThat(storedText())
        .containsExactly("Subject: x" + all + "\r\nX-Y: \u00e9\r\n\r\n" + all + "\r\n");
  }

  @Test
  void randomTextsAreKept() {
    var random = new Random(5321);
    try (var client = greeted()) {
      for (int i = 0; i < 100; i++) {
        var body = randomLines(random);
        client.goes(BEGUN).sends("Subject: " + i + "\r\n\r\n" + stuff(body) + ".\r\n");
        client.hears("250 OK");
        assertThat(storedText().getLast()).isEqualTo("Subject: " + i + "\r\n\r\n" + body);
      }
    }
  }

  private static String randomLines(Random random) {
    var lines = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      for (int j = random.nextInt(80); j > 0; j--) {
        char c = (char) (random.nextBoolean() ? '.' : random.nextInt(256));
        lines.append(c == '\r' || c == '\n' ? '.' : c);
      }
      lines.append("\r\n");
    }
    return lines.toString();
  }

  private static String stuff(String lines) {
    var stuffed = lines.replace("\r\n.", "\r\n..");
    return stuffed.startsWith(".") ? "." + stuffed : stuffed;
  }

  @Test
  void lineLengthsHaveNoLimitInTheText() {
    var line = "x".repeat(100_000);
    mail("Subject: " + line + "\r\n\r\n" + line + "\r\n.\r\n");

    assertThat(storedText()).containsExactly("Subject: " + line + "\r\n\r\n" + line + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\nb\r\n.\r\n", "a\rb\r\n.\r\n", "\n\r\n.\r\n", ".\ra\r\n.\r\n", "a\r\r\n.\r\n"})
  void aBareCrOrLfIsRefusedAndTheConversationGoesOn(String text) {
    try (var client = begun()) {
      client.sends(text).hears("554 A CR or LF stands alone; *").goes("C: NOOP\nS: 250 OK");
    }
    assertThat(stored()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {".\n", "a\n.\n", "a\n.\r\n", "a\r\n.\n", "a\n.\rb"})
  void aDoubtfulEndEndsTheConversation(String text) {
    try (var client = begun()) {
      client.sends(text + "MAIL FROM:<Mallory@bar.com>\r\nRCPT TO:<Jones@foo.com>\r\nDATA\r\n");
      client.hears("554 *").hears("421 foo.com *");
    }
    assertThat(stored()).isEmpty();
  }

  @Test
  void anAnnouncedGiantIsRefusedAtOnce() {
    try (var client = greeted()) {
      client.goes(
          """
          C: MAIL FROM:<Smith@bar.com> SIZE=99000000000
          S: 552 Message too big: at most 5242880 octets (RFC 1870)
          C: MAIL FROM:<Smith@bar.com> SIZE=5242881
          S: 552 *
          C: MAIL FROM:<Smith@bar.com> SIZE=99999999999999999999
          S: 552 *
          C: MAIL FROM:<Smith@bar.com> SIZE=5242880
          S: 250 OK
          """);
    }
  }

  @Test
  void anUnannouncedGiantIsReadToItsEndAndRefused() {
    var line = "x".repeat(1022) + "\r\n";
    try (var client = begun()) {
      for (int i = 0; i < 5 * 1024; i++) {
        client.sends(line);
      }
      client.sends("x\r\n.\r\n").hears("552 *").goes("C: NOOP\nS: 250 OK").goes(BEGUN);
      client.sends("fits\r\n.\r\n").hears("250 OK");
    }
    assertThat(storedText()).containsExactly("\r\nfits\r\n");
  }

  @Test
  void whatIsExactlyAsBigAsAllowedIsTaken() {
    var line = "x".repeat(1022) + "\r\n";
    mail(line.repeat(5 * 1024) + ".\r\n");

    assertThat(server.messages("jones", "INBOX").getFirst().raw()).hasSizeGreaterThan(5_242_880);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: multipart/mixed; boundary=x",
        "Content-Type: multipart/mixed",
        "Content-Type: message/rfc822",
        "Content-Type: =?\u0000?",
        "Content-Type: text/plain; charset=\"\u00ff\"",
        "Content-Type: ;;;;;",
        "Content-Transfer-Encoding: base64",
        "Content-Transfer-Encoding: \u0000\u0000",
        "Content-Disposition: ;=;",
        "From: <<<@@@>>>",
        "To: :;:;,,,",
        "Date: the day after",
        "Subject: =?x?y?z?=",
        "Message-ID: <",
      })
  void oddHeadersAreStoredAllTheSame(String field) {
    mail(field + "\r\n\r\n--x\r\n" + field + "\r\n\r\n--x\r\n\r\n--x--\r\n.\r\n");

    assertThat(storedText())
        .containsExactly(field + "\r\n\r\n--x\r\n" + field + "\r\n\r\n--x\r\n\r\n--x--\r\n");
  }

  @Test
  void messagesInMessagesAreStoredAsTheyAre() {
    var text = "Content-Type: message/rfc822\r\n\r\n".repeat(50_000);
    mail(text + ".\r\n");

    assertThat(storedText()).containsExactly(text);
  }

  @Test
  void multipartsInMultipartsAreStoredAsTheyAre() {
    var text =
        IntStream.range(0, 20_000)
            .mapToObj(
                i -> "Content-Type: multipart/mixed; boundary=" + i + "\r\n\r\n--" + i + "\r\n")
            .collect(Collectors.joining());
    mail(text + ".\r\n");

    assertThat(storedText()).containsExactly(text);
  }

  @Test
  void aHeaderOf256KibIsEnough() {
    var field = "X: y\r\n";
    try (var client = begun()) {
      client.sends(field.repeat(256 * 1024 / field.length()) + ".\r\n").hears("250 OK").goes(BEGUN);
      client.sends(field.repeat(256 * 1024 / field.length() + 1) + ".\r\n");
      client.hears("552 Header too big: *").goes("C: NOOP\nS: 250 OK");
    }
    assertThat(stored()).hasSize(1);
  }

  @Test
  void whenTheLabIsFullItSaysSo() {
    var text = ("x".repeat(1022) + "\r\n").repeat(4 * 1024) + ".\r\n";
    try (var client = greeted()) {
      for (int i = 0; i < 7; i++) {
        client.goes(BEGUN).sends(text).hears("250 OK");
      }
      client.goes(BEGUN).sends(text).hears("452 Insufficient system storage; *");
      client.goes(BEGUN).sends("A small one fits.\r\n.\r\n").hears("250 OK");
    }
    assertThat(stored()).hasSize(8);
  }

  @Test
  void theClientDropsAnywhereAndNothingIsStored() {
    var session =
        "EHLO bar.com\r\nMAIL FROM:<Smith@bar.com>\r\nRCPT TO:<Jones@foo.com>\r\nDATA\r\n"
            + "Subject: x\r\n\r\nHello!\r\n.\r\n";
    for (int length = 0; length < session.length(); length++) {
      try (var client = connected()) {
        client.sends(session.substring(0, length).getBytes(ISO_8859_1)).sendsNoMore();
        while (client.line() != null) {
          // Whatever it was told, the server hangs up.
        }
      }
    }
    assertThat(stored()).isEmpty();
    try (var client = connected()) {
      client.sends(session).sendsNoMore();
      while (client.line() != null) {
        // As above.
      }
    }
    assertThat(storedText()).containsExactly("Subject: x\r\n\r\nHello!\r\n");
  }
}
