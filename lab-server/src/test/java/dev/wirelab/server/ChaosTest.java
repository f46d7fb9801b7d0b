package dev.wirelab.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.server.chaos.Disturbance.Delay;
import dev.wirelab.server.chaos.Disturbance.Disconnect;
import dev.wirelab.server.chaos.Disturbance.Drop;
import dev.wirelab.server.chaos.Disturbance.Full;
import dev.wirelab.server.chaos.Disturbance.Greylist;
import dev.wirelab.server.chaos.Disturbance.Merge;
import dev.wirelab.server.chaos.Disturbance.Split;
import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Peer;
import dev.wirelab.server.wire.Protocol;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes wrong on request, and only then.
@Timeout(60)
class ChaosTest {

  private static final String GREETING = "220 foo.com Simple Mail Transfer Service Ready";

  private final Endings endings = new Endings();
  private final LabServer server = LabServer.start(SmtpTest.all(), Listeners.loopback(), endings);

  @AfterEach
  void close() {
    server.close();
  }

  private Conversation client() {
    return Conversation.with(server, Protocol.SMTP);
  }

  private static List<Integer> pieces(Dialogue dialogue) {
    return dialogue.segments().stream()
        .filter(segment -> segment.from() == Peer.SERVER)
        .map(segment -> segment.octets().length)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"SMTP", "SMTPS"})
  void whatTheServerSaysComesInPieces(ServiceName service) {
    server.chaos().begin(42, new Split(3));
    try (var client = Conversation.with(server, service)) {
      client.goes("S: " + GREETING + "\nC: HELO bar.com\nS: 250 *\nC: QUIT\nS: 221 *\nclosed");
    }
    var dialogue = endings.next();

    assertThat(pieces(dialogue)).hasSizeGreaterThan(20).contains(1, 2, 3).allMatch(n -> n <= 3);
    assertThat(dialogue.remarks())
        .extracting(remark -> remark.text())
        .contains("chaos: the server's octets come in pieces of 3 at most");
  }

  @Test
  void theSameSeedGivesTheSamePieces() {
    var first = piecesOfOneSession(42);

    assertThat(piecesOfOneSession(42)).isEqualTo(first);
    assertThat(piecesOfOneSession(43)).isNotEqualTo(first);
  }

  private List<Integer> piecesOfOneSession(long seed) {
    server.chaos().begin(seed, new Split(9));
    try (var client = client()) {
      client.goes("S: " + GREETING + "\nC: QUIT\nS: 221 *\nclosed");
    }
    return pieces(endings.next());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 48, 49, 60})
  void theConnectionDropsAfterSoManyOctets(int octets) {
    server.chaos().begin(1, new Drop(octets));
    var heard = new StringBuilder();
    try (var client = client()) {
      client.sends("HELO bar.com\r\n").sendsNoMore();
      for (int octet = client.octet(); octet >= 0; octet = client.octet()) {
        heard.append((char) octet);
      }
    }
    assertThat(heard).hasSize(octets);
    assertThat(GREETING + "\r\n250 foo.com greets bar.com\r\n").startsWith(heard);
    assertThat(endings.remarks())
        .containsExactly("chaos: the connection is dropped after " + octets + " octets");
  }

  @Test
  void whatComesAfterTheBreakIsNeitherDoneNorAnswered() {
    server.chaos().begin(1, new Drop(60));
    for (int time = 0; time < 2; time++) {
      try (var client = client()) {
        client.goes("S: " + GREETING).sends("HELO bar.com\r\n");
        client.receives("250 foo.com ");
        assertThat(client.octet()).isNegative();
      }
      var dialogue = endings.next();
      assertThat(dialogue.octets(Peer.SERVER)).isEqualTo(60);
      assertThat(dialogue.remarks()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DATA", "data", "RCPT", "MAIL FROM:<Smith@foo.com>"})
  void theConnectionBreaksAtACommand(String command) {
    server.chaos().begin(1, new Disconnect(command));
    try (var client = client()) {
      client.goes("S: 220 *\nC: HELO bar.com\nS: 250 *");
      client.sends("MAIL FROM:<Smith@foo.com>\r\nRCPT TO:<Jones@foo.com>\r\nDATA\r\n");
      while (client.octet() >= 0) {
        // Some of it is answered, by the time.
      }
    }
    var dialogue = endings.next();
    assertThat(dialogue.remarks())
        .singleElement()
        .extracting(remark -> remark.text())
        .isEqualTo("chaos: the connection is dropped at " + command);
    assertThat(dialogue.segments())
        .extracting(segment -> new String(segment.octets(), ISO_8859_1))
        .noneMatch(text -> text.startsWith("354"));
    assertThat(server.messages("jones", "INBOX")).isEmpty();
  }

  @Test
  void aWordInACommandIsNoCommand() {
    server.chaos().begin(1, new Disconnect("DATA"));
    try (var client = client()) {
      client.goes("S: 220 *\nC: HELO DATABASE\nS: 250 *\nC: VRFY x DATA\nS: 252 *");
    }
  }

  @Test
  void repliesTakeTheirTime() {
    server.chaos().begin(7, new Delay(Duration.ofMillis(20), Duration.ofMillis(40)));
    try (var client = client()) {
      client.goes("S: 220 *\nC: QUIT\nS: 221 *\nclosed");
    }
    var dialogue = endings.next();

    assertThat(dialogue.remarks())
        .hasSize(2)
        .allSatisfy(
            remark -> assertThat(remark.text()).matches("chaos: the server takes [234][0-9] ms"));
    var asked = dialogue.segments().get(1);
    assertThat(new String(asked.octets(), ISO_8859_1)).isEqualTo("QUIT\r\n");
    assertThat(dialogue.segments().get(2).nanos() - asked.nanos())
        .isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
  }

  @Test
  void whoWaitsInVainIsNotWaitedForWhenTheServerEnds() {
    server.chaos().begin(1, new Delay(Duration.ofHours(1)));
    try (var client = client()) {
      assertThat(endings.nextRemark()).isEqualTo("chaos: the server takes 3600000 ms");
      client.sends("QUIT\r\n");
      server.close();
      assertThat(endings.next().ended()).isTrue();
    }
  }

  @Test
  void greylistedMailMustComeAgain() {
    server.chaos().begin(1, new Greylist());
    try (var client = client()) {
      client.goes(
          """
          S: 220 *
          C: HELO bar.com
          S: 250 *
          C: MAIL FROM:<Smith@bar.com>
          S: 250 *
          C: RCPT TO:<Jones@foo.com>
          S: 451 4.7.1 Greylisted: come again with this, as mail servers do (RFC 6647)
          C: RCPT TO:<Postmaster>
          S: 250 *
          C: RCPT TO:<Smith@foo.com>
          S: 451 4.7.1 *
          C: RSET
          S: 250 *
          C: MAIL FROM:<>
          S: 250 *
          C: RCPT TO:<Jones@foo.com>
          S: 451 4.7.1 *
          """);
    }
  }

  @Test
  void aMailboxFillsUp() {
    server.chaos().begin(1, new Full("jones", 500));
    try (var client = client()) {
      client.goes("S: 220 *\nC: EHLO bar.com");
      client.reply();
      client.goes(
          """
          C: MAIL FROM:<Smith@bar.com> SIZE=501
          S: 250 *
          C: RCPT TO:<Jones@foo.com>
          S: 452 4.2.2 Mailbox full: try again later
          C: RSET
          S: 250 *
          """);
      var begun = "C: MAIL FROM:<Smith@bar.com>\nS: 250 *\nC: RCPT TO:<Jones@foo.com>\nS: 250 *";
      client.goes(begun + "\nC: DATA\nS: 354 *\nC: It fits.\nC: .\nS: 250 *\n" + begun);
      client.goes("C: DATA\nS: 354 *\nC: " + "x".repeat(400));
      client.goes("C: .\nS: 552 5.2.2 Mailbox full; nothing has been stored");
    }
    assertThat(server.messages("jones", "INBOX")).hasSize(1);
  }

  @Test
  void aMailboxFillsUpForImapToo() {
    server.chaos().begin(1, new Full("jones", 30));
    try (var client = Conversation.with(server, Protocol.IMAP)) {
      client.goes("S: * OK *\nC: a LOGIN jones wirelab\nS: a OK *\nC: b CREATE Kept\nS: b OK *");
      client.goes("C: c APPEND INBOX {18+}\nC: Subject: first\nC: \nC: \nS: c OK *");
      client.goes(
          "C: d APPEND INBOX {18+}\nC: Subject: first\nC: \nC: \n"
              + "S: d NO [OVERQUOTA] The mailbox holds as much mail as it can; nothing has been stored");
      client.goes("C: e APPEND Kept {18+}\nC: Subject: first\nC: \nC: \nS: e OK *");
      client.sends("f SELECT Kept\r\n");
      while (!client.line().startsWith("f OK")) {
        // What there is to tell of it.
      }
      client.goes("C: g COPY 1 INBOX\nS: g NO [OVERQUOTA] *");
      client.goes("C: m MOVE 1 INBOX\nS: m NO [OVERQUOTA] *");
      assertThat(server.messages("jones", "Kept")).hasSize(1);
      assertThat(server.messages("jones", "INBOX")).hasSize(1);
      server.chaos().end();
      client.goes("C: h COPY 1 INBOX\nS: h OK *");
    }
    assertThat(server.messages("jones", "INBOX")).hasSize(2);
  }

  @Test
  void aMailboxFillsUpForHttpToo() {
    server.chaos().begin(1, new Full("jones", 30));
    var post =
        """
        C: POST /mailboxes/jones/messages HTTP/1.1
        C: Host: localhost
        C: Content-Type: message/rfc822
        C: Content-Length: 18
        C:\s
        C: Subject: first
        C:\s
        """;
    try (var client = Conversation.with(server, Protocol.HTTP)) {
      client.goes(post + "S: HTTP/1.1 201 Created");
    }
    try (var client = Conversation.with(server, Protocol.HTTP)) {
      client.goes(post + "S: HTTP/1.1 507 Insufficient Storage");
    }
    assertThat(server.messages("jones", "INBOX")).hasSize(1);
  }

  @Test
  void whatAFixtureHasIsThereThoughTheMailboxIsFull() {
    try (var lab = LabServer.start(Fixture.named("walkthrough"))) {
      lab.chaos().begin(1, new Full("bob", 1));
      assertThat(lab.messages("bob", "INBOX")).hasSize(2);
    }
  }

  @Test
  void whatIsSaidInTurnsIsAnsweredInOnePiece() {
    server.chaos().begin(1, new Merge(Duration.ofSeconds(1)));
    try (var client = client()) {
      client.goes("S: " + GREETING).sends("NOOP\r\n").sends("NOOP\r\n").sends("QUIT\r\n");
      client.goes("S: 250 *\nS: 250 *\nS: 221 *\nclosed");
    }
    assertThat(pieces(endings.next())).hasSize(2);
  }

  @Test
  void whereOthersGetTheMailTheSenderIsToldWhoDoesNot() {
    server.chaos().begin(1, new Full("jones", 200));
    mailToJonesAndMüller("Smith@foo.com> RET=FULL", "", "250 *");

    assertThat(server.messages("jones", "INBOX")).isEmpty();
    assertThat(server.messages("müller", "INBOX")).hasSize(1);
    assertThat(server.messages("smith", "INBOX"))
        .singleElement()
        .extracting(message -> new String(message.raw(), ISO_8859_1))
        .asString()
        .startsWith("Return-Path: <>\r\n")
        .contains(
            "Subject: Your mail could not be delivered\r\n",
            "Final-Recipient: rfc822; Jones@foo.com\r\nAction: failed\r\nStatus: 5.2.2\r\n",
            "\r\nContent-Type: message/rfc822\r\n\r\nSubject: Lunch\r\n\r\nxxx")
        .doesNotContain("Mueller");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Smith@bar.com>", ">", "Jones@foo.com>"})
  void whoCannotBeToldLaterIsToldAtOnce(String sender) {
    server.chaos().begin(1, new Full("jones", 200));
    mailToJonesAndMüller(sender, "", "552 5.2.2 *");

    assertThat(server.messages("müller", "INBOX")).isEmpty();
  }

  @Test
  void whoDoesNotWantToBeToldLaterIsToldAtOnce() {
    server.chaos().begin(1, new Full("jones", 200));
    mailToJonesAndMüller("Smith@foo.com>", " NOTIFY=NEVER", "552 5.2.2 *");

    assertThat(server.messages("smith", "INBOX")).isEmpty();
  }

  private void mailToJonesAndMüller(String sender, String notify, String reply) {
    try (var client = client()) {
      client.goes("S: 220 *\nC: EHLO bar.com");
      client.reply();
      client.goes("C: MAIL FROM:<" + sender + "\nS: 250 *");
      client.goes("C: RCPT TO:<Jones@foo.com>" + notify + "\nS: 250 *");
      client.goes("C: RCPT TO:<Mueller@foo.com>\nS: 250 *\nC: DATA\nS: 354 *");
      client.goes("C: Subject: Lunch\nC: \nC: " + "x".repeat(200) + "\nC: .\nS: " + reply);
    }
  }

  @Test
  void resetEndsIt() {
    server.chaos().begin(1, new Drop(0), new Greylist());
    assertThat(server.chaos().disturbances()).hasSize(2);

    server.reset();

    assertThat(server.chaos().disturbances()).isEmpty();
    try (var client = client()) {
      client.goes("S: 220 *\nC: QUIT\nS: 221 *\nclosed");
    }
    assertThat(endings.next().remarks()).isEmpty();
  }

  @Test
  void whatMakesNoSenseIsSaid() {
    assertThatThrownBy(() -> new Drop(-1)).hasMessage("No connection drops after -1 octets");
    assertThatThrownBy(() -> new Split(0)).hasMessage("A piece has one octet at least, not 0");
    assertThatThrownBy(() -> new Disconnect(" ")).hasMessage("At which command? DATA, for one");
    assertThatThrownBy(() -> new Merge(Duration.ZERO)).hasMessage("Nothing is gathered in PT0S");
    assertThatThrownBy(() -> new Delay(Duration.ofMillis(2), Duration.ofMillis(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
