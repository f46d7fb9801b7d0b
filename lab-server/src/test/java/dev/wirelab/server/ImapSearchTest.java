package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What SEARCH finds. RFC 3501, 6.4.4; RFC 4731.
class ImapSearchTest extends ImapTest {

  @BeforeEach
  void fill() {
    try (var client = loggedIn()) {
      append(
          client,
          "INBOX (\\Seen \\Answered) \"01-Jan-2026 23:30:00 -0200\"",
          """
          From: Cris Ewing <cris@foo.com>
          To: jones@foo.com
          Cc: green@foo.com
          Date: Thu, 1 Jan 2026 23:30:00 -0200
          Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= from the =?utf-8?b?5p2x5Lqs?=
          Content-Type: text/plain; charset=iso-8859-1
          Content-Transfer-Encoding: quoted-printable

          A stra=DFe and a b=
          ridge
          """
              .replace("\n", "\r\n"));
      append(
          client,
          "INBOX (\\Flagged \\Draft important) \" 3-Jan-2026 12:00:00 +0000\"",
          """
          From: smith@bar.com
          Bcc: hidden@bar.com
          Date: 2 Jan 26 08:00 GMT
          Subject: Gr\u00c3\u00bc\u00c3\u009fe raw
          X-Empty:
          Content-Type: multipart/mixed; boundary=b

          --b
          Content-Type: text/html; charset=utf-8
          Content-Transfer-Encoding: base64

          PHA+YnVycmllZDwvcD4=
          --b
          Content-Type: message/rfc822

          Subject: inner words

          deep text
          --b
          Content-Type: application/octet-stream

          opaque text
          --b--
          """
              .replace("\n", "\r\n"));
      append(client, "INBOX (\\Deleted) \"10-Jan-2026 12:00:00 +0000\"", "nothing to see\r\n");
      append(client, "INBOX \"11-Jan-2026 12:00:00 +0000\"", "Subject: x\r\n\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALL                                | 1 2 3 4",
        "all                                | 1 2 3 4",
        "ANSWERED                           | 1",
        "UNANSWERED                         | 2 3 4",
        "DELETED                            | 3",
        "UNDELETED                          | 1 2 4",
        "DRAFT                              | 2",
        "UNDRAFT                            | 1 3 4",
        "FLAGGED                            | 2",
        "UNFLAGGED                          | 1 3 4",
        "SEEN                               | 1",
        "UNSEEN                             | 2 3 4",
        "RECENT                             | 1 2 3 4",
        "OLD                                | ''",
        "NEW                                | 2 3 4",
        "KEYWORD important                  | 2",
        "keyword IMPORTANT                  | 2",
        "UNKEYWORD important                | 1 3 4",
        "FROM \"cris\"                      | 1",
        "FROM CRIS                          | 1",
        "FROM ewing                         | 1",
        "FROM @                             | 1 2",
        "TO jones                           | 1",
        "CC green                           | 1",
        "BCC hidden                         | 2",
        "SUBJECT \"from the\"               | 1",
        "SUBJECT raw                        | 2",
        "SUBJECT \"\"                       | 1 2 4",
        "HEADER X-Empty \"\"                | 2",
        "HEADER x-empty x                   | ''",
        "HEADER \"Content-Type\" MULTIPART  | 2",
        "BODY bridge                        | 1",
        "BODY burried                       | 2",
        "BODY deep                          | 2",
        "BODY \"inner words\"               | 2",
        "BODY opaque                        | ''",
        "BODY cris                          | ''",
        "TEXT cris                          | 1",
        "TEXT \"nothing TO\"                | 3",
        "TEXT \"subject: x\"                | 4",
        "BEFORE 2-Jan-2026                  | ''",
        "ON 2-Jan-2026                      | 1",
        "ON \"02-jan-2026\"                 | 1",
        "BEFORE 3-Jan-2026                  | 1",
        "SINCE 3-Jan-2026                   | 2 3 4",
        "SENTON 1-Jan-2026                  | 1",
        "SENTON 2-Jan-2026                  | 2",
        "SENTBEFORE 2-Jan-2026              | 1",
        "SENTSINCE 1-Jan-2026               | 1 2",
        "NOT SENTSINCE 1-Jan-2026           | 3 4",
        "LARGER 100                         | 1 2",
        "SMALLER 15                         | 4",
        "LARGER 14 SMALLER 17               | 3",
        "2:3                                | 2 3",
        "*                                  | 4",
        "UID 1,4:*                          | 1 4",
        "UID 100:200                        | ''",
        "NOT 2                              | 1 3 4",
        "NOT NOT 2                          | 2",
        "OR 1 3                             | 1 3",
        "OR (1:3 SEEN) (UID 4 UNSEEN)       | 1 4",
        "(FROM cris) SEEN                   | 1",
        "1:3 NOT (OR SEEN (FLAGGED DRAFT))  | 3",
        "CHARSET US-ASCII FROM cris         | 1",
        "charset \"utf-8\" FROM cris        | 1",
      })
  void keys(String keys, String numbers) {
    try (var client = selected()) {
      assertThat(ask(client, "SEARCH " + keys))
          .containsExactly(("* SEARCH " + numbers).strip(), "t OK SEARCH completed");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SUBJECT | gr\u00fc\u00dfe       | 1 2",
        "SUBJECT | GR\u00dcSSE           | 1 2",
        "SUBJECT | \u6771\u4eac          | 1",
        "BODY    | STRASSE                | 1",
        "TEXT    | \u6771                | 1",
      })
  void utf8(String key, String text, String numbers) {
    var octets =
        new String(
            text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            java.nio.charset.StandardCharsets.ISO_8859_1);
    try (var client = selected()) {
      client.sends(
          "a SEARCH CHARSET UTF-8 " + key + " {" + octets.length() + "+}\r\n" + octets + "\r\n");
      client.hears("* SEARCH " + numbers).hears("a OK SEARCH completed");
      client.sends("b SEARCH " + key + " {" + octets.length() + "+}\r\n" + octets + "\r\n");
      client.hears(text.equals("STRASSE") ? "* SEARCH 1" : "b BAD A text with other than ASCII *");
    }
  }

  @Test
  void anUnknownCharsetIsNamed() {
    try (var client = selected()) {
      client.goes(
          """
          C: a SEARCH CHARSET KOI8-R FROM cris
          S: a NO [BADCHARSET (US-ASCII UTF-8)] Search texts are in US-ASCII or UTF-8
          """);
    }
  }

  @Test
  void uidsAreTold() {
    try (var client = selected()) {
      client.goes(
          """
          C: a UID STORE 3 +FLAGS.SILENT (\\Deleted)
          S: a OK UID STORE completed
          C: b EXPUNGE
          S: * 3 EXPUNGE
          S: b OK EXPUNGE completed
          C: c UID SEARCH 3
          S: * SEARCH 4
          S: c OK UID SEARCH completed
          C: d SEARCH UID 4
          S: * SEARCH 3
          S: d OK SEARCH completed
          """);
    }
  }

  @Test
  void extendedResults() {
    try (var client = selected()) {
      client.goes(
          """
          C: a SEARCH RETURN (MIN COUNT MAX ALL) UNSEEN
          S: * ESEARCH (TAG "a") MIN 2 MAX 4 ALL 2:4 COUNT 3
          S: a OK SEARCH completed
          C: b UID SEARCH RETURN () OR 1 3
          S: * ESEARCH (TAG "b") UID ALL 1,3
          S: b OK UID SEARCH completed
          C: c SEARCH RETURN (COUNT MIN) FROM nobody
          S: * ESEARCH (TAG "c") COUNT 0
          S: c OK SEARCH completed
          C: d search return (all) charset utf-8 seen
          S: * ESEARCH (TAG "d") ALL 1
          S: d OK SEARCH completed
          C: e SEARCH RETURN (MOST) ALL
          S: e BAD RETURN takes MIN, MAX, ALL and COUNT *
          """);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "FOO",
        "FROM",
        "FROM ",
        "BEFORE yesterday",
        "ON 31-Feb-2026",
        "ON 1-Jan-26",
        "LARGER x",
        "OR 1",
        "NOT",
        "()",
        "(ALL",
        "ALL)",
        "ALL  SEEN",
        "5",
        "1:5",
        "NOT (SEEN 5)",
        "CHARSET",
        "KEYWORD \\Seen",
        "HEADER x",
        "UID x",
        "RETURN ALL",
        "LARGER 4294967296",
      })
  void whatIsNotAKeyIsBad(String keys) {
    try (var client = selected()) {
      assertThat(ask(client, "SEARCH " + keys)).singleElement().asString().startsWith("t BAD ");
    }
  }

  @Test
  void nothingIsNestedTooDeep() {
    try (var client = selected()) {
      assertThat(ask(client, "SEARCH " + "NOT ".repeat(90) + "ALL")).hasSize(2);
      assertThat(ask(client, "SEARCH " + "NOT ".repeat(2_000) + "ALL").getFirst())
          .startsWith("t BAD That is nested too deep");
      assertThat(ask(client, "SEARCH " + "(".repeat(5_000)).getFirst())
          .startsWith("t BAD That is nested too deep");
    }
  }
}
