package dev.wirelab.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MaskTest {

  private static List<String> shown(Protocol protocol, String conversation) {
    var mask = new Mask(protocol);
    return conversation
        .lines()
        .map(line ->
            line.substring(0, 3)
                + mask.line(
                    line.startsWith("C") ? Peer.CLIENT : Peer.SERVER, line.substring(3), true))
        .toList();
  }

  @Test
  void smtpPlain() {
    assertThat(
            shown(
                Protocol.SMTP,
                "S: 220 foo.com\nC: auth plain AGJvYgBzZWNyZXQ=\nS: 235 OK\nC: NOOP"))
        .containsExactly("S: 220 foo.com", "C: auth plain ********", "S: 235 OK", "C: NOOP");
  }

  @Test
  void smtpLoginInTurns() {
    assertThat(
            shown(
                Protocol.SMTP,
                "S: 220 foo.com\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: Ym9i\nS: 334 UGFzc3dvcmQ6\nC: c2VjcmV0\nS: 235 OK\nC: QUIT"))
        .containsExactly(
            "S: 220 foo.com",
            "C: AUTH LOGIN",
            "S: 334 VXNlcm5hbWU6",
            "C: ********",
            "S: 334 UGFzc3dvcmQ6",
            "C: ********",
            "S: 235 OK",
            "C: QUIT");
  }

  @Test
  void smtpLoginWithoutWaiting() {
    assertThat(
            shown(
                Protocol.SMTP,
                "S: 220 foo.com\nC: AUTH LOGIN\nC: Ym9i\nC: c2VjcmV0\nS: 334 VXNlcm5hbWU6\nS: 334 UGFzc3dvcmQ6\nS: 235 OK\nC: QUIT"))
        .containsExactly(
            "S: 220 foo.com",
            "C: AUTH LOGIN",
            "C: ********",
            "C: ********",
            "S: 334 VXNlcm5hbWU6",
            "S: 334 UGFzc3dvcmQ6",
            "S: 235 OK",
            "C: QUIT");
  }

  @Test
  void smtpLoginWithoutWaitingWhereThereIsNone() {
    assertThat(
            shown(
                Protocol.SMTP,
                "S: 220 foo.com\nC: AUTH LOGIN\nC: Ym9i\nC: c2VjcmV0\nS: 502 No\nS: 500 What?\nC: AUTH LOGIN\nS: 500 What?\nC: Ym9i\nS: 502 No\nC: NOOP"))
        .containsSequence("C: AUTH LOGIN", "C: ********", "C: ********", "S: 502 No")
        .endsWith("C: AUTH LOGIN", "S: 500 What?", "C: ********", "S: 502 No", "C: NOOP");
  }

  @Test
  void smtpTextIsLeftAsItIs() {
    assertThat(
            shown(
                Protocol.SMTP,
                "S: 220 foo.com\nC: DATA\nS: 354 Go on\nC: AUTH PLAIN is what I say\nC: 334\nC: .\nS: 250 OK\nC: AUTH PLAIN AGI="))
        .contains("C: AUTH PLAIN is what I say")
        .endsWith("C: .", "S: 250 OK", "C: AUTH PLAIN ********");
  }

  @Test
  void smtpTextThatDidNotWaitEndsWithItsDot() {
    assertThat(
            shown(
                Protocol.SMTP,
                "S: 220 foo.com\nC: DATA\nC: Hello!\nC: .\nS: 354 Go on\nC: AUTH PLAIN AGI=\nS: 250 OK\nS: 502 No\nC: NOOP"))
        .contains("C: Hello!", "C: .", "C: AUTH PLAIN ********")
        .endsWith("C: NOOP");
  }

  @Test
  void smtpSecretsWithACrOrBlanksBetween() {
    assertThat(shown(Protocol.SMTP, "S: 220 foo.com\nC:  AUTH  PLAIN  AG I="))
        .endsWith("C:  AUTH  PLAIN  ********");
    assertThat(new Mask(Protocol.SMTP).line(Peer.CLIENT, "AUTH PLAIN AG\rI=", true))
        .isEqualTo("AUTH PLAIN ********");
    assertThat(new Mask(Protocol.POP3).line(Peer.CLIENT, "PASS red\rqueen", true))
        .isEqualTo("PASS ********");
  }

  @Test
  void smtpChunksAreLeftAsTheyAre() {
    assertThat(
            shown(
                Protocol.SMTP,
                "S: 220 foo.com\nC: BDAT 27\nC: AUTH LOGIN\nC: 334 and so on\nC: AUTH PLAIN AGI=\nS: 250 OK\nS: 235 OK\nC: NOOP"))
        .containsExactly(
            "S: 220 foo.com",
            "C: BDAT 27",
            "C: AUTH LOGIN",
            "C: 334 and so on",
            "C: AUTH PLAIN ********",
            "S: 250 OK",
            "S: 235 OK",
            "C: NOOP");
  }

  @Test
  void smtpAChunkMayEndWithinALine() {
    assertThat(
            shown(
                Protocol.SMTP,
                "S: 220 foo.com\nC: BDAT 5 LAST\nC: HelloAUTH PLAIN AGI=\nS: 250 OK\nS: 235 OK"))
        .contains("C: HelloAUTH PLAIN ********");
  }

  @Test
  void smtpWhatCameBehindStartTlsIsNeverAnswered() {
    assertThat(
            shown(
                Protocol.SMTP,
                "S: 220 foo.com\nC: STARTTLS\nC: AUTH LOGIN\nS: 220 Ready\nC: EHLO bar.com\nS: 250 HELP"))
        .endsWith("C: EHLO bar.com", "S: 250 HELP");
  }

  @Test
  void pop3LoginWithoutWaiting() {
    assertThat(
            shown(Protocol.POP3, "S: +OK <1.2@x>\nC: AUTH PLAIN\nC: AGI=\nS: + \nS: +OK\nC: STAT"))
        .endsWith("C: AUTH PLAIN", "C: ********", "S: + ", "S: +OK", "C: STAT");
  }

  @Test
  void pop3LoginWithoutWaitingWhereThereIsNone() {
    assertThat(
            shown(
                Protocol.POP3,
                "S: +OK\nC: AUTH PLAIN\nC: AGI=\nC: STAT\nS: -ERR No\nC: UIDL\nS: -ERR What?\nC: NOOP"))
        .endsWith(
            "C: AUTH PLAIN",
            "C: ********",
            "C: ********",
            "S: -ERR No",
            "C: UIDL",
            "S: -ERR What?",
            "C: NOOP");
  }

  @Test
  void pop3LoginGivenUp() {
    assertThat(
            shown(Protocol.POP3, "S: +OK\nC: AUTH PLAIN\nS: + \nC: *\nS: -ERR Given up\nC: QUIT"))
        .endsWith("C: *", "S: -ERR Given up", "C: QUIT");
  }

  @Test
  void pop3LoginAfterAMessageThatLooksLikeReplies() {
    assertThat(
            shown(
                Protocol.POP3,
                "S: +OK\nC: RETR 1\nC: AUTH PLAIN\nS: +OK\nS: +OK not really\nS: + \nS: ..\nS: .\nS: + \nC: AGI=\nS: +OK\nC: STAT"))
        .endsWith("S: + ", "C: ********", "S: +OK", "C: STAT");
  }

  @Test
  void pop3SecretsWithBlanksOrTypingErrors() {
    assertThat(
            shown(
                Protocol.POP3,
                "S: +OK\nC:  pass  red queen\nC: APOP  bob  c4 c9\nC: auth plain AGI= x"))
        .endsWith("C:  pass ********", "C: APOP  bob  ********", "C: auth plain ********");
  }

  @Test
  void smtpGivenUp() {
    assertThat(
            shown(
                Protocol.SMTP,
                "S: 220 foo.com\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: *\nS: 501 Given up\nC: NOOP"))
        .endsWith("C: *", "S: 501 Given up", "C: NOOP");
  }

  @Test
  void pop3() {
    assertThat(
            shown(
                Protocol.POP3,
                "S: +OK <1.2@x>\nC: USER bob\nS: +OK bob\nC: PASS red queen\nS: -ERR No\nC: APOP bob c4c9334bac560ecc\nS: -ERR No\nC: AUTH PLAIN\nS: + \nC: AGI=\nS: +OK\nC: STAT"))
        .endsWith(
            "C: USER bob",
            "S: +OK bob",
            "C: PASS ********",
            "S: -ERR No",
            "C: APOP bob ********",
            "S: -ERR No",
            "C: AUTH PLAIN",
            "S: + ",
            "C: ********",
            "S: +OK",
            "C: STAT");
  }

  @Test
  void imap() {
    assertThat(
            shown(
                Protocol.IMAP,
                "C: a1 LOGIN frobozz xyzzy\nS: a1 NO\nC: a2 login \"fro\\\"bozz\" \"xy zzy\"\nS: a2 OK\nC: a3 NOOP\nS: a3 OK\nC: a4 AUTHENTICATE PLAIN AGI=\nS: a4 OK"))
        .containsExactly(
            "C: a1 LOGIN frobozz ********",
            "S: a1 NO",
            "C: a2 login \"fro\\\"bozz\" ********",
            "S: a2 OK",
            "C: a3 NOOP",
            "S: a3 OK",
            "C: a4 AUTHENTICATE PLAIN ********",
            "S: a4 OK");
  }

  @Test
  void imapLiterals() {
    assertThat(
            shown(
                Protocol.IMAP,
                "C: a1 LOGIN {7}\nS: + go ahead\nC: frobozz {5}\nS: + go ahead\nC: xyzzy\nS: a1 OK\nC: a2 NOOP"))
        .containsExactly(
            "C: a1 LOGIN {7}",
            "S: + go ahead",
            "C: ********{5}",
            "S: + go ahead",
            "C: ********",
            "S: a1 OK",
            "C: a2 NOOP");
  }

  @Test
  void imapLiteralsThatDoNotWait() {
    assertThat(
            shown(
                Protocol.IMAP,
                "C: a1 LOGIN bob {6+}\nC: xy\nC: zw\nC: a2 SELECT INBOX\nS: a1 OK\nS: a2 OK"))
        .containsExactly(
            "C: a1 LOGIN bob {6+}",
            "C: ********",
            "C: ********",
            "C: a2 SELECT INBOX",
            "S: a1 OK",
            "S: a2 OK");
  }

  @Test
  void imapLiteralsThatAreRefused() {
    assertThat(
            shown(
                Protocol.IMAP,
                "C: a1 LOGIN {99999}\nS: a1 NO [TOOBIG]\nC: a2 NOOP\nS: a2 OK\nC: a3 LOGIN bob xyzzy"))
        .endsWith("C: a2 NOOP", "S: a2 OK", "C: a3 LOGIN bob ********");
  }

  @Test
  void imapMessagesAreLeftAsTheyAre() {
    assertThat(
            shown(
                Protocol.IMAP,
                "C: a1 APPEND INBOX {32}\nS: + go\nC: b LOGIN is what\nC: I say xyz\nC: \nC: \nS: a1 OK\nC: a2 LOGIN bob xyzzy"))
        .contains("C: b LOGIN is what", "C: I say xyz")
        .endsWith("C: a2 LOGIN bob ********");
  }

  @Test
  void imapAuthenticationInTurns() {
    assertThat(
            shown(
                Protocol.IMAP,
                "C: a1 AUTHENTICATE LOGIN\nS: + VXNlcm5hbWU6\nC: Ym9i\nS: + UGFzc3dvcmQ6\nC: c2VjcmV0\nS: a1 OK\nC: a2 IDLE\nS: + idling\nC: DONE"))
        .containsExactly(
            "C: a1 AUTHENTICATE LOGIN",
            "S: + VXNlcm5hbWU6",
            "C: ********",
            "S: + UGFzc3dvcmQ6",
            "C: ********",
            "S: a1 OK",
            "C: a2 IDLE",
            "S: + idling",
            "C: DONE");
    assertThat(
            shown(
                Protocol.IMAP,
                "C: a1 authenticate plain\nS: + \nC: *\nS: a1 BAD\nC: a2 NOOP\nC: a3 AUTHENTICATE PLAIN\nC: AGI=\nS: + "))
        .containsSubsequence("C: *", "C: a2 NOOP", "C: a3 AUTHENTICATE PLAIN", "C: ********");
  }

  @Test
  void imapSecretsInDoubt() {
    assertThat(shown(Protocol.IMAP, "C: a1 LOGIN \"unclosed secret\nC: a2 LOGIN bob \"sec{5}\" x"))
        .containsExactly("C: a1 LOGIN ********", "C: a2 LOGIN bob ********");
    assertThat(shown(Protocol.IMAP, "C: ((\nC: a AUTHENTICATE PLAIN\nS: * BAD\nS: + \nC: AGI="))
        .endsWith("S: + ", "C: ********");
    assertThat(new Mask(Protocol.IMAP).line(Peer.CLIENT, "a LOGIN bob sec\rret", true))
        .isEqualTo("a LOGIN bob ********");
  }

  @Test
  void http() {
    assertThat(
            shown(
                Protocol.HTTP,
                "C: GET / HTTP/1.1\nC: Host: foo.com\nC: Authorization: Basic Ym9iOng="))
        .containsExactly(
            "C: GET / HTTP/1.1", "C: Host: foo.com", "C: Authorization: Basic ********");
  }
}
