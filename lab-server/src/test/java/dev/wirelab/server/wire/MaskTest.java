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
                + mask.line(line.startsWith("C") ? Peer.CLIENT : Peer.SERVER, line.substring(3)))
        .toList();
  }

  @Test
  void smtpPlain() {
    assertThat(shown(Protocol.SMTP, "C: auth plain AGJvYgBzZWNyZXQ=\nS: 235 OK\nC: NOOP"))
        .containsExactly("C: auth plain ********", "S: 235 OK", "C: NOOP");
  }

  @Test
  void smtpLoginInTurns() {
    assertThat(
            shown(
                Protocol.SMTP,
                "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: Ym9i\nS: 334 UGFzc3dvcmQ6\nC: c2VjcmV0\nS: 235 OK\nC: QUIT"))
        .containsExactly(
            "C: AUTH LOGIN",
            "S: 334 VXNlcm5hbWU6",
            "C: ********",
            "S: 334 UGFzc3dvcmQ6",
            "C: ********",
            "S: 235 OK",
            "C: QUIT");
  }

  @Test
  void smtpGivenUp() {
    assertThat(
            shown(
                Protocol.SMTP,
                "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: *\nS: 501 Given up\nC: NOOP"))
        .endsWith("C: *", "S: 501 Given up", "C: NOOP");
  }

  @Test
  void pop3() {
    assertThat(
            shown(
                Protocol.POP3,
                "C: USER bob\nS: +OK bob\nC: PASS red queen\nC: APOP bob c4c9334bac560ecc\nC: AUTH PLAIN\nS: + \nC: AGI=\nS: +OK\nC: STAT"))
        .containsExactly(
            "C: USER bob",
            "S: +OK bob",
            "C: PASS ********",
            "C: APOP bob ********",
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
  void http() {
    assertThat(
            shown(
                Protocol.HTTP,
                "C: GET / HTTP/1.1\nC: Host: foo.com\nC: Authorization: Basic Ym9iOng="))
        .containsExactly(
            "C: GET / HTTP/1.1", "C: Host: foo.com", "C: Authorization: Basic ********");
  }
}
