package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTest {

  private static Email mail(String text) {
    return Email.parse(text.replace("\n", "\r\n"));
  }

  @Test
  void namesItsHeaderFieldsInOrder() {
    var mail =
        mail(
            """
            Received: by foo.com
            Received: from bar.com
             by foo.com
            To: demo@crisewing.com
            Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?= =?UTF-8?B?IOadseS6rA==?=

            If you are reading this email, ...
            """);
    assertThat(mail.headerNames()).containsExactly("Received", "Received", "To", "Subject");
    assertThat(mail.header("to")).isEqualTo("demo@crisewing.com");
    assertThat(mail.headers("Received")).containsExactly("by foo.com", "from bar.com by foo.com");
    assertThat(mail.header("Cc")).isEmpty();
    assertThat(mail.subject()).isEqualTo("Grüße 東京");
    assertThat(mail.text()).isEqualTo("If you are reading this email, ...\r\n");
    assertThat(mail.defects()).isEmpty();
  }

  @Test
  void isItsRawText() {
    var raw = "Subject: x\r\n\r\nbody\r\n";
    assertThat(Email.parse(raw)).hasToString(raw);
    assertThat(Email.parse(raw).raw()).isEqualTo(raw.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void isTakenApartIntoParts() {
    var mail =
        mail(
            """
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: multipart/alternative; boundary=c

            --c
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            caf=E9
            --c
            Content-Type: text/html

            <p>coffee</p>
            --c--
            --b
            Content-Type: application/pdf
            Content-Disposition: attachment; filename="=?UTF-8?Q?Men=C3=BC.pdf?="
            Content-Transfer-Encoding: base64

            SGVsbG8=
            --b--
            """);
    assertThat(mail.parts())
        .extracting(Email.Part::contentType)
        .containsExactly("text/plain", "text/html", "application/pdf");
    assertThat(mail.text()).isEqualTo("café");
    assertThat(mail.part(2).fileName()).isEqualTo("Menü.pdf");
    assertThat(mail.part(2).octets()).isEqualTo("Hello".getBytes(StandardCharsets.UTF_8));
    assertThat(mail.part(2)).hasToString("[application/pdf, 5 octets, “Menü.pdf”]");
    assertThatThrownBy(() -> mail.part(3))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("There is no part 3: the message has 3, counted from 0.");
  }

  @Test
  void isAllBodyWhereThereIsNoHeader() {
    var mail = mail("Blah blah blah...\n..etc. etc. etc.\n");
    assertThat(mail.headerNames()).isEmpty();
    assertThat(mail.text()).isEqualTo("Blah blah blah...\r\n..etc. etc. etc.\r\n");
    assertThat(mail.defects()).singleElement().asString().contains("no header");
  }

  @Test
  void keepsABodyThatFollowsTheHeaderWithoutAnEmptyLine() {
    var mail = mail("Subject: x\nhello there\nTo: nobody\n");
    assertThat(mail.headerNames()).containsExactly("Subject");
    assertThat(mail.text()).isEqualTo("hello there\r\nTo: nobody\r\n");
    assertThat(mail.defects()).singleElement().asString().contains("breaks off");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        ":",
        ": no name\n\nx",
        " folded at once\n\nx",
        "Content-Type: ;;;\n\nx",
        "Content-Type: text/plain; charset=klingon\n\nx",
        "Content-Type: multipart/mixed\n\nno boundary",
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nnever closed",
        "Content-Transfer-Encoding: base64\n\n!!! not base64 !!!",
        "Content-Transfer-Encoding: x-rot13\n\nuryyb",
        "Subject: =?klingon?Q?x?=\n\nx",
        "Content-Disposition: attachment; filename*=bogus'x'%ZZ\n\nx",
        "Content-Type: text/plain; charset=\"\n\nx"
      })
  void neverThrowsForWhatAMessageHolds(String broken) {
    var mail = mail(broken);
    assertThat(mail.parts()).isNotEmpty();
    assertThat(mail.toString()).isEqualTo(broken.replace("\n", "\r\n"));
    assertThat(mail.mimeBundle().data()).containsKeys("text/plain", "text/html");
  }

  @Test
  void neverThrowsForNoiseOrForDepth() {
    var random = new Random(5321);
    for (int i = 0; i < 200; i++) {
      var noise = new byte[random.nextInt(2_000)];
      random.nextBytes(noise);
      assertThat(Email.parse(noise).parts()).isNotEmpty();
    }
    var deep = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      deep.append("Content-Type: multipart/mixed; boundary=b")
          .append(i)
          .append("\n\n--b")
          .append(i)
          .append('\n');
    }
    assertThat(mail(deep.toString()).parts()).isNotEmpty();
  }

  @Test
  void saysWhatIsBroken() {
    assertThat(mail("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx").defects())
        .singleElement()
        .asString()
        .contains("closing boundary");
    assertThat(mail("Content-Type: text/plain; charset=klingon\n\nx").defects())
        .singleElement()
        .asString()
        .contains("klingon");
  }

  @Test
  void isShownWithItsHeaderInATableAndEscaped() {
    var html =
        mail("Subject: <script>x</script>\n\n<img src=x onerror=y>\n")
            .mimeBundle()
            .data()
            .get("text/html")
            .toString();
    assertThat(html)
        .contains("<caption>Message with one header field</caption>")
        .contains("&lt;script&gt;", "&lt;img")
        .doesNotContain("<script", "<img");
  }

  @Test
  void isShownAsPeopleReadItAndItsSourceAsItCame() {
    var mail = Email.parse("Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\n\r\n.");
    assertThat(mail.mimeBundle().data().get("text/html").toString())
        .contains(">Grüße</code>")
        .containsSubsequence("<summary>Source</summary>", "=?UTF-8?Q?Gr=C3=BC=C3=9Fe?=");
    assertThat(Email.parse("Subject: x\r\n\r\n.").mimeBundle().data().get("text/html").toString())
        .doesNotContain("Source");
    assertThat(mail.part(0)).hasToString("[text/plain, one octet]");
  }

  @Test
  void readsHeadersInUtf8() {
    assertThat(mail("Subject: Grüße\n\nx").subject()).isEqualTo("Grüße");
  }

  @Test
  void fiveHundredDeepIsExplained() {
    var deep = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      deep.append("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n".formatted(i, i));
    }
    assertThat(mail(deep.toString()).defects()).anyMatch(defect -> defect.contains("20 deep"));
  }

  @Test
  @Timeout(30)
  void tenMegabytesAreReadAndShownInPart() {
    var mail = Email.parse("Subject: big\r\n\r\n" + "0123456789abcde\n".repeat(655_360));
    assertThat(mail.text()).hasSize(10_485_760);
    assertThat(mail.mimeBundle().data().get("text/html").toString())
        .hasSizeLessThan(200_000)
        .contains("characters more");
  }

  @Test
  void explainsOctetsInAHeaderThatAreNoUtf8() {
    var mail = Email.parse("Subject: caf\u00e9\r\n\r\nx".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(mail.subject()).isEqualTo("caf\\xE9");
    assertThat(mail.defects()).singleElement().asString().contains("neither ASCII nor UTF-8");
  }

  @Test
  void explainsAMissingBoundary() {
    assertThat(mail("Content-Type: multipart/mixed\n\n--b\n\nno boundary").defects())
        .singleElement()
        .asString()
        .contains("names no boundary");
  }

  @Test
  void givesAddressesAndDatesAsValues() {
    var mail =
        mail(
            "To: =?UTF-8?Q?J=C3=B6nes?= <Jones@foo.com>, bob@dobbs.org\n"
                + "Date: Mon, 5 Jan 2026 10:00:00 +0100\n\nx");
    assertThat(mail.addresses("to"))
        .extracting(address -> address.getPersonal() + " " + address.getAddress())
        .containsExactly("Jönes Jones@foo.com", "null bob@dobbs.org");
    assertThat(mail.date()).contains(Instant.parse("2026-01-05T09:00:00Z"));
    assertThat(mail.decoded("To")).startsWith("Jönes");
    assertThat(mail("Date: soon\n\nx").date()).isEmpty();
  }

  @Test
  void aLetterComesBackAsItWasWritten() {
    var letter =
        Email.compose()
            .from("Smith <Smith@bar.com>")
            .to("Jones@foo.com, bob@dobbs.org")
            .subject("Grüße 東京")
            .date(Instant.parse("2026-01-05T09:00:00Z"))
            .text("Schöne Grüße\n.\n")
            .html("<p onclick=x()>Schöne <b>Grüße</b><script>x()</script></p>")
            .attach("menü.bin", "application/octet-stream", new byte[] {0, 1, 2, 13, 10});
    var mail = letter.build();
    assertThat(mail.raw()).isEqualTo(letter.build().raw());
    assertThat(mail.toString()).isEqualTo(mail.toString().replaceAll("\r?\n", "\r\n"));
    assertThat(mail.toString()).matches("\\p{ASCII}*");
    assertThat(mail.defects()).isEmpty();
    assertThat(mail.subject()).isEqualTo("Grüße 東京");
    assertThat(mail.text().replace("\r\n", "\n")).isEqualTo("Schöne Grüße\n.\n");
    assertThat(mail.structure().contentType()).isEqualTo("multipart/mixed");
    assertThat(mail.walk())
        .extracting(Email.Part::contentType)
        .containsExactly(
            "multipart/mixed",
            "multipart/alternative",
            "text/plain",
            "text/html",
            "application/octet-stream");
    var file = mail.attachments().getFirst();
    assertThat(file.fileName()).isEqualTo("menü.bin");
    assertThat(file.octets()).containsExactly(0, 1, 2, 13, 10);
    assertThat(file.digest()).hasSize(64);
    assertThat(mail.mimeBundle().data().get("text/html").toString())
        .contains("<b>Grüße</b>", file.digest())
        .doesNotContain("<script", "onclick=x()>Sch");
  }

  @Test
  void aLetterHasNoHeadersThatNobodyWanted() {
    assertThatThrownBy(() -> Email.compose().subject("x\r\nBcc: everybody"))
        .hasMessageContaining("An end of line cannot stand in Subject");
    assertThatThrownBy(() -> Email.compose().to("@")).hasMessageContaining("no list of addresses");
    assertThatThrownBy(() -> Email.compose().build()).hasMessageContaining("somebody who writes");
  }
}
