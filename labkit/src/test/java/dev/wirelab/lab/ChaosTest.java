package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.server.wire.Dialogue;
import dev.wirelab.server.wire.Peer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What goes wrong when a notebook asks for it, and what a client sees of it.
@Timeout(60)
class ChaosTest {

  private final LabSession session = new LabSession();
  private final Lab lab = session.lab;

  @AfterEach
  void end() {
    session.close();
  }

  private int recipient(String sender, String recipient) {
    try (var smtp = lab.smtp()) {
      smtp.send("EHLO bar.com\nMAIL FROM:<" + sender + ">");
      return smtp.send("RCPT TO:<" + recipient + ">").code();
    }
  }

  @Test
  void isOffUnlessAskedFor() {
    assertThat(lab.chaos()).hasToString("Nothing goes wrong here.");
    assertThat(lab.chaos().mimeBundle().data().get("text/html"))
        .isEqualTo("<p>Nothing goes wrong here.</p>\n");
  }

  @Test
  void saysWhatCannotGoWrong() {
    var chaos = lab.chaos();
    for (ThrowingCallable impossible :
        List.<ThrowingCallable>of(
            () -> chaos.delay(Duration.ofMillis(-1)),
            () -> chaos.delay(Duration.ofMillis(2), Duration.ofMillis(1)),
            () -> chaos.drop(-1),
            () -> chaos.disconnect(" "),
            () -> chaos.split(0),
            () -> chaos.merge(Duration.ZERO))) {
      assertThatIllegalArgumentException()
          .isThrownBy(impossible)
          .withMessageStartingWith("That cannot go wrong so: ");
    }
    assertThat(chaos).hasToString("Nothing goes wrong here.");
  }

  @Test
  void saysAllThatIsOn() {
    var chaos =
        lab.chaos()
            .seed(7)
            .delay(Duration.ofMillis(20))
            .delay(Duration.ZERO, Duration.ofMillis(5))
            .drop(100_000)
            .disconnect("DATA")
            .split(1)
            .merge(Duration.ofMillis(30))
            .greylist()
            .full("Jones@foo.com");
    assertThat(chaos)
        .isSameAs(lab.chaos())
        .hasToString(
            """
            8 things go wrong for new connections; chance follows the seed 7. lab.chaos().end() \
            or lab.reset() ends it.
            What the server says takes 20 ms.
            What the server says takes 0 to 5 ms.
            The connection breaks when the server has said 100000 octets.
            The connection breaks at DATA, which is not answered.
            What the server says comes in pieces of one octet.
            What the client says within 30 ms is answered in one piece.
            Who brings a mail for the first time is told to come again (451).
            jones’s mailbox has no room for more.\
            """);
    assertThat(chaos.mimeBundle().data().get("text/html").toString())
        .contains("<li>What the server says takes 20 ms.</li>");
  }

  @Test
  void takesTimeBeforeTheServerSpeaks() {
    lab.chaos().delay(Duration.ofMillis(40));
    try (var smtp = lab.smtp()) {
      assertThat(smtp.transcript().lines().getFirst().time())
          .isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }
  }

  @Test
  void disconnectsAtACommand() {
    lab.chaos().disconnect("DATA");
    try (var smtp = lab.smtp()) {
      smtp.send("EHLO bar.com\nMAIL FROM:<Smith@bar.com>\nRCPT TO:<Jones@foo.com>");
      assertThatThrownBy(() -> smtp.send("DATA"))
          .isInstanceOf(ConversationException.class)
          .hasMessageContaining("while you waited for the reply to DATA");
    }
  }

  @Test
  void dropsAfterSoManyOctets() {
    lab.chaos().drop(10);
    assertThatThrownBy(lab::smtp)
        .isInstanceOf(ConversationException.class)
        .hasMessageContaining("the server’s greeting");
  }

  @Test
  void splitsTheSameWayWithTheSameSeed() {
    assertThat(pieces(3)).isEqualTo(pieces(3)).isNotEqualTo(pieces(4));
  }

  /// How the greeting came, as a client that looks at segments sees it in the server's record.
  private String pieces(long seed) {
    lab.reset();
    lab.chaos().seed(seed).split(5);
    try (var smtp = lab.smtp()) {
      assertThat(smtp.transcript().text()).startsWith("S: 220 foo.com");
    }
    Dialogue greeting = session.server().wire().dialogues().getFirst();
    var sizes = greeting.segments().stream().map(segment -> segment.octets().length).toList();
    return sizes.toString();
  }

  @Test
  void answersSeveralCommandsInOnePiece() {
    lab.chaos().merge(Duration.ofMillis(100));
    try (var smtp = lab.smtp()) {
      smtp.sendBytes("NOOP\r\nNOOP\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(session.server().wire().dialogues().getFirst().segments())
        .filteredOn(segment -> segment.from() == Peer.SERVER)
        .extracting(segment -> new String(segment.octets(), StandardCharsets.US_ASCII))
        .endsWith("250 OK\r\n250 OK\r\n");
  }

  @Test
  void greylistsAndIsFull() {
    lab.chaos().greylist();
    assertThat(recipient("Smith@bar.com", "Jones@foo.com")).isEqualTo(451);
    assertThat(recipient("Smith@bar.com", "Jones@foo.com")).isEqualTo(250);
    lab.chaos().end();
    lab.chaos().full("jones");
    assertThat(recipient("Smith@bar.com", "Jones@foo.com")).isEqualTo(452);
    assertThat(recipient("Smith@bar.com", "bob@dobbs.org")).isEqualTo(250);
    assertThatThrownBy(() -> lab.chaos().full("nobody"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("jones");
  }

  @Test
  void aResetEndsIt() {
    lab.chaos().seed(9).disconnect("EHLO");
    lab.reset();
    assertThat(lab.chaos()).hasToString("Nothing goes wrong here.");
    assertThat(recipient("Smith@bar.com", "Jones@foo.com")).isEqualTo(250);
    lab.chaos().greylist();
    assertThat(lab.chaos().toString()).contains("follows the seed 1.");
  }
}
