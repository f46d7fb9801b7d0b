package dev.wirelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How commands and their parameters are written. RFC 5321, 4.1.1.11 and 4.1.2.
class SmtpSyntaxTest extends SmtpTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MAIL",
        "MAIL ",
        "MAIL Smith@bar.com",
        "MAIL FROM Smith@bar.com",
        "MAIL FROM:Smith@bar.com",
        "MAIL FROM: <Smith@bar.com>",
        "MAIL FROM:<Smith@bar.com",
        "MAIL FROM:<Smith@bar.com>SIZE=1",
        "MAIL FROM:<Smith>",
        "MAIL FROM:<Smith@>",
        "MAIL FROM:<@bar.com>",
        "MAIL FROM:<Smith@bar..com>",
        "MAIL FROM:<Smith@bar com>",
        "MAIL FROM:<Sm ith@bar.com>",
        "MAIL FROM:<.Smith@bar.com>",
        "MAIL FROM:<<Smith@bar.com>>",
        "MAIL FROM:<Smith@[192.0.2.256]>",
        "MAIL FROM:<Smith@[IPv6:1:2:3]>",
        "MAIL TO:<Smith@bar.com>",
        "MAIL FROM:<Smith@bar.com> =",
        "MAIL FROM:<Smith@bar.com> SIZE=",
        "MAIL FROM:<Smith@bar.com> SIZE=ten",
        "MAIL FROM:<Smith@bar.com> SIZE=1 SIZE=2",
        "MAIL FROM:<Smith@bar.com> SIZE=123456789012345678901",
        "MAIL FROM:<Smith@bar.com> RET=ALL",
        "MAIL FROM:<Smith@bar.com> ENVID=",
        "MAIL FROM:<Smith@bar.com> ENVID=a+zz",
        "RCPT TO:<>",
        "RCPT FROM:<Jones@foo.com>",
        "RCPT TO:Jones@foo.com",
        "RCPT TO:<Jones@foo.com> NOTIFY=NEVER,SUCCESS",
        "RCPT TO:<Jones@foo.com> NOTIFY=SOON",
        "RCPT TO:<Jones@foo.com> ORCPT=Jones@foo.com",
        "DATA now",
        "RSET all",
        "QUIT now",
      })
  void badSyntaxIs501AndNothingMoves(String line) {
    try (var client = greeted()) {
      client.goes("C: " + line);
      assertThat(client.reply()).allMatch(reply -> reply.startsWith("501"));
      client.goes("C: RCPT TO:<Jones@foo.com>\nS: 503 *\nC: MAIL FROM:<>\nS: 250 OK");
    }
  }

  @Test
  void parametersOfTheExtensionsAreTaken() {
    try (var client = greeted()) {
      client.goes(
          """
          C: MAIL FROM:<Smith@bar.com> SIZE=1000 BODY=8BITMIME RET=HDRS ENVID=QQ314159
          S: 250 OK
          C: RCPT TO:<Jones@foo.com> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;Jones+2B1@foo.com
          S: 250 OK
          C: RCPT TO:<Jones@foo.com> notify=never
          S: 250 OK
          C: RSET
          S: 250 OK
          C: MAIL FROM:<Smith@bar.com> size=00000000000000000010 body=7bit
          S: 250 OK
          """);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SMTPUTF8", "AUTH=<>", "XYZ=1", "NOTIFY=NEVER", "-X=1"})
  void unknownParametersAre555(String parameter) {
    try (var client = greeted()) {
      client.goes("C: MAIL FROM:<Smith@bar.com> " + parameter);
      assertThat(client.reply().getFirst()).matches("55[05] .*|501-.*");
      client.goes("C: RCPT TO:<Jones@foo.com>\nS: 503 *");
    }
  }

  @Test
  void anUnknownBodyIs504() {
    try (var client = greeted()) {
      client.goes("C: MAIL FROM:<Smith@bar.com> BODY=BINARYMIME\nS: 504 *");
    }
  }

  @Test
  void parametersNeedEhlo() {
    try (var client = connected()) {
      client.goes(
          "C: HELO bar.com\nS: 250 *\nC: MAIL FROM:<Smith@bar.com> SIZE=10\nS: 555 *\n"
              + "C: MAIL FROM:<Smith@bar.com>\nS: 250 OK");
    }
  }
}
