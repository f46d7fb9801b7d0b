package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What FETCH tells of a message, to the octet. RFC 3501, 6.4.5 and 7.4.2.
class ImapFetchTest extends ImapTest {

  /// A message with all that a message may have in it.
  private static final String MESSAGE =
      """
      From: "Al \\"the\\" Pha" <alpha@foo.com>, beta@foo.com (Bet A)
      Sender: <@a.com,@b.com:gamma@foo.com>
      To: Friends: delta@foo.com, "E, P" <"e p"@foo.com>;, undisclosed:;
      Cc: nobody
      Date: Mon, 5 Jan 2026 09:00:00 +0000
      Subject: Gr\u00c3\u00bc\u00c3\u009fe
       aus =?utf-8?q?K=C3=B6ln?=
      In-Reply-To:
      Message-ID: <1@foo.com>
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary="outer (1)"; Charset=x

      preamble
      --outer (1)
      Content-Type: text/plain; charset=utf-8; format=flowed
      Content-Transfer-Encoding: quoted-printable
      Content-ID: <part1@foo.com>
      Content-Description: the text
      Content-MD5: abc==
      Content-Language: de, en
      Content-Location: http://foo.com/

      one
      two
      --outer (1)
      Content-Type: message/rfc822
      Content-Disposition: attachment; filename="a \\"b\\".eml"

      Subject: inside
      Content-Type: multipart/alternative; boundary=inner

      --inner

      plain
      --inner
      Content-Type: text/html

      <p>html</p>

      --inner--
      --outer (1)
      Content-Type: image/png
      Content-Transfer-Encoding: BASE64

      AAAA
      --outer (1)--
      epilogue
      """
          .replace("\n", "\r\n");

  private static final Pattern LITERAL = Pattern.compile(".*\\{(\\d+)}", Pattern.DOTALL);

  /// The octets of a literal, or null for NIL.
  private static String octets(Conversation client, String item) {
    client.sends("f FETCH 1 " + item + "\r\n");
    var line = client.line();
    if (line.endsWith(" NIL)")) {
      answer(client, "f ");
      return null;
    }
    if (line.endsWith(" \"\")")) {
      answer(client, "f ");
      return "";
    }
    var length = LITERAL.matcher(line);
    assertThat(length.matches()).as(line).isTrue();
    var rest = String.join("\r\n", answer(client, "f "));
    int count = Integer.parseInt(length.group(1));
    assertThat(rest.substring(count)).startsWith(")\r\n");
    return rest.substring(0, count);
  }

  private static String between(String from, String to) {
    int begin = MESSAGE.indexOf(from);
    return MESSAGE.substring(begin, MESSAGE.indexOf(to, begin));
  }

  @Test
  void wholeHeaderAndText() {
    try (var client = withMessage(MESSAGE)) {
      int body = MESSAGE.indexOf("preamble");
      assertThat(octets(client, "BODY.PEEK[]")).isEqualTo(MESSAGE);
      assertThat(octets(client, "body.peek[header]")).isEqualTo(MESSAGE.substring(0, body));
      assertThat(octets(client, "RFC822.HEADER")).isEqualTo(MESSAGE.substring(0, body));
      assertThat(octets(client, "BODY.PEEK[TEXT]")).isEqualTo(MESSAGE.substring(body));
      assertThat(octets(client, "RFC822")).isEqualTo(MESSAGE);
      assertThat(octets(client, "RFC822.TEXT")).isEqualTo(MESSAGE.substring(body));
    }
  }

  @Test
  void fieldsOfTheHeader() {
    try (var client = withMessage(MESSAGE)) {
      assertThat(octets(client, "BODY.PEEK[HEADER.FIELDS (subject CC)]"))
          .isEqualTo(between("Cc:", "Date:") + between("Subject:", "In-Reply") + "\r\n");
      assertThat(octets(client, "BODY.PEEK[HEADER.FIELDS (\"X-None\")]")).isEqualTo("\r\n");
      assertThat(octets(client, "BODY.PEEK[HEADER.FIELDS.NOT (From Sender To Cc Date Subject)]"))
          .isEqualTo(between("In-Reply-To", "preamble"));
      client.goes("C: a FETCH 1 BODY.PEEK[HEADER.FIELDS (MESSAGE-ID {2+}\nC: In \"]\")]");
      client.hears("* 1 FETCH (BODY[HEADER.FIELDS (MESSAGE-ID In \"]\")] {27}");
    }
  }

  @Test
  void partsAreCountedAsTheRfcHasIt() {
    try (var client = withMessage(MESSAGE)) {
      assertThat(octets(client, "BODY.PEEK[1]")).isEqualTo("one\r\ntwo");
      assertThat(octets(client, "BODY.PEEK[1.MIME]"))
          .isEqualTo(between("Content-Type: text/plain", "one\r\ntwo"));
      var inside = between("Subject: inside", "\r\n--outer (1)\r\nContent-Type: image");
      assertThat(octets(client, "BODY.PEEK[2]")).isEqualTo(inside);
      assertThat(octets(client, "BODY.PEEK[2.MIME]"))
          .isEqualTo(between("Content-Type: message/rfc822", "Subject: inside"));
      assertThat(octets(client, "BODY.PEEK[2.HEADER]"))
          .isEqualTo(between("Subject: inside", "--inner"));
      assertThat(octets(client, "BODY.PEEK[2.TEXT]"))
          .isEqualTo(inside.substring(inside.indexOf("--inner")));
      assertThat(octets(client, "BODY.PEEK[2.HEADER.FIELDS (SUBJECT)]"))
          .isEqualTo("Subject: inside\r\n\r\n");
      assertThat(octets(client, "BODY.PEEK[2.1]")).isEqualTo("plain");
      assertThat(octets(client, "BODY.PEEK[2.2]")).isEqualTo("<p>html</p>\r\n");
      assertThat(octets(client, "BODY.PEEK[2.2.MIME]"))
          .isEqualTo("Content-Type: text/html\r\n\r\n");
      assertThat(octets(client, "BODY.PEEK[2.1.MIME]")).isEqualTo("\r\n");
      assertThat(octets(client, "BODY.PEEK[3]")).isEqualTo("AAAA");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "1.1", "2.3", "1.HEADER", "3.TEXT", "2.1.1", "99999999999999"})
  void whatIsNotThereIsNil(String section) {
    try (var client = withMessage(MESSAGE)) {
      if (section.length() > 10) {
        assertThat(ask(client, "FETCH 1 BODY[" + section + "]")).first().asString().contains("BAD");
      } else {
        assertThat(octets(client, "BODY.PEEK[" + section + "]")).isNull();
      }
    }
  }

  @Test
  void aMessageThatIsNoMultipartHasOnePart() {
    try (var client = withMessage("Subject: x\r\n\r\nbody\r\n")) {
      assertThat(octets(client, "BODY.PEEK[1]")).isEqualTo("body\r\n");
      assertThat(octets(client, "BODY.PEEK[1.MIME]")).isEqualTo("Subject: x\r\n\r\n");
      assertThat(octets(client, "BODY.PEEK[2]")).isNull();
      assertThat(octets(client, "BODY.PEEK[1.1]")).isNull();
    }
  }

  @Test
  void aMessageInAMessageIsCountedThrough() {
    var inner = "Subject: b\r\n\r\nbody\r\n";
    var outer = "Subject: a\r\nContent-Type: message/rfc822\r\n\r\n" + inner;
    try (var client = withMessage(outer)) {
      assertThat(octets(client, "BODY.PEEK[1]")).isEqualTo(inner);
      assertThat(octets(client, "BODY.PEEK[1.HEADER]")).isEqualTo("Subject: b\r\n\r\n");
      assertThat(octets(client, "BODY.PEEK[1.1]")).isEqualTo("body\r\n");
      assertThat(octets(client, "BODY.PEEK[1.1.1]")).isNull();
    }
  }

  @Test
  void someOctetsOnly() {
    try (var client = withMessage("Subject: x\r\n\r\nbody\r\n")) {
      client.goes(
          """
          C: a FETCH 1 BODY.PEEK[]<0.7>
          S: * 1 FETCH (BODY[]<0> {7}
          S: Subject)
          S: a OK FETCH completed
          C: b FETCH 1 (BODY.PEEK[TEXT]<2.1000> UID)
          S: * 1 FETCH (BODY[TEXT]<2> {4}
          S: dy
          S:  UID 1)
          S: b OK FETCH completed
          C: c FETCH 1 BODY.PEEK[TEXT]<6.1>
          S: * 1 FETCH (BODY[TEXT]<6> "")
          S: c OK FETCH completed
          C: d FETCH 1 BODY.PEEK[]<4294967295.4294967295>
          S: * 1 FETCH (BODY[]<4294967295> "")
          S: d OK FETCH completed
          C: e FETCH 1 BODY.PEEK[]<0.0>
          S: e BAD Expected a number that does not begin with 0 *
          """);
    }
  }

  @Test
  void envelope() {
    try (var client = withMessage(MESSAGE)) {
      client.goes(
          """
          C: a FETCH 1 ENVELOPE
          S: * 1 FETCH (ENVELOPE ("Mon, 5 Jan 2026 09:00:00 +0000" {33}
          """);
      client.hears(
          "Gr\u00c3\u00bc\u00c3\u009fe aus =?utf-8?q?K=C3=B6ln?= ((\"Al \\\"the\\\" Pha\""
              + " NIL \"alpha\" \"foo.com\")(\"Bet A\" NIL \"beta\" \"foo.com\")) ((NIL"
              + " \"@a.com,@b.com\" \"gamma\" \"foo.com\")) ((\"Al \\\"the\\\" Pha\" NIL \"alpha\""
              + " \"foo.com\")(\"Bet A\" NIL \"beta\" \"foo.com\")) ((NIL NIL \"Friends\" NIL)(NIL NIL"
              + " \"delta\" \"foo.com\")(\"E, P\" NIL \"e p\" \"foo.com\")(NIL NIL NIL NIL)(NIL NIL"
              + " \"undisclosed\" NIL)(NIL NIL NIL NIL)) ((NIL NIL \"nobody\" \"\")) NIL \"\""
              + " \"<1@foo.com>\"))");
      client.hears("a OK FETCH completed");
    }
  }

  @Test
  void anEmptyHeaderHasAnEnvelopeToo() {
    try (var client = withMessage("\r\nbody\r\n")) {
      client.goes(
          """
          C: a FETCH 1 (ENVELOPE BODY BODYSTRUCTURE)
          S: * 1 FETCH (ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL) BODY ("TEXT" "PLAIN" ("CHARSET" "US-ASCII") NIL NIL "7BIT" 6 1) BODYSTRUCTURE ("TEXT" "PLAIN" ("CHARSET" "US-ASCII") NIL NIL "7BIT" 6 1 NIL NIL NIL NIL))
          S: a OK FETCH completed
          """);
    }
  }

  @Test
  void bodyStructure() {
    var text =
        "\"TEXT\" \"PLAIN\" (\"charset\" \"utf-8\" \"format\" \"flowed\") \"<part1@foo.com>\""
            + " \"the text\" \"QUOTED-PRINTABLE\" 8 2";
    var inner =
        "(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 5 1%s)"
            + "(\"TEXT\" \"HTML\" NIL NIL NIL \"7BIT\" 13 1%s) \"ALTERNATIVE\"";
    var envelope = "(NIL \"inside\" NIL NIL NIL NIL NIL NIL NIL NIL)";
    int nested = between("Subject: inside", "\r\n--outer (1)\r\nContent-Type: image").length();
    var image = "\"IMAGE\" \"PNG\" NIL NIL NIL \"BASE64\" 4";
    var no = " NIL NIL NIL NIL";
    try (var client = withMessage(MESSAGE)) {
      assertThat(ask(client, "FETCH 1 BODY").getFirst())
          .isEqualTo(
              "* 1 FETCH (BODY (("
                  + text
                  + ")(\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7BIT\" "
                  + nested
                  + " "
                  + envelope
                  + " ("
                  + inner.formatted("", "")
                  + ") 12)("
                  + image
                  + ") \"MIXED\"))");
      assertThat(ask(client, "FETCH 1 BODYSTRUCTURE").getFirst())
          .isEqualTo(
              "* 1 FETCH (BODYSTRUCTURE (("
                  + text
                  + " \"abc==\" NIL (\"de\" \"en\") \"http://foo.com/\")(\"MESSAGE\" \"RFC822\" NIL NIL"
                  + " NIL \"7BIT\" "
                  + nested
                  + " "
                  + envelope
                  + " ("
                  + inner.formatted(no, no)
                  + " (\"boundary\" \"inner\") NIL NIL NIL) 12 NIL (\"attachment\" (\"filename\""
                  + " \"a \\\"b\\\".eml\")) NIL NIL)("
                  + image
                  + no
                  + ") \"MIXED\" (\"boundary\""
                  + " \"outer (1)\" \"Charset\" \"x\") NIL NIL NIL))");
    }
  }
}
