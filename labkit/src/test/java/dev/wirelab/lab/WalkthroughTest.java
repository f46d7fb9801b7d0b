package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The walk-through's conversation (RFC 5321, appendix D.1, shortened), spoken by hand with the
/// lab's own server.
@Timeout(30)
class WalkthroughTest {

  private static final String HELLO =
      """
      S: 220 foo.com Simple Mail Transfer Service Ready
      C: EHLO bar.com
      S: 250-foo.com greets bar.com
      S: 250-8BITMIME
      S: 250-SIZE
      S: 250-DSN
      S: 250 HELP
      """;

  private static final String MAIL =
      """
      C: MAIL FROM:<Smith@bar.com>
      S: 250 OK
      C: RCPT TO:<Jones@foo.com>
      S: 250 OK
      C: RCPT TO:<Green@foo.com>
      S: 550 No such user here
      C: DATA
      S: 354 Start mail input; end with <CRLF>.<CRLF>
      C: Blah blah blah...
      C: ...etc. etc. etc.
      C: .
      S: 250 OK
      """;

  private static final String GOODBYE =
      """
      C: QUIT
      S: 221 foo.com Service closing transmission channel
      """;

  private final LabSession session = new LabSession();
  private final Lab lab = session.lab;
  private final ConversationMagic<Smtp> magic = ConversationMagic.smtp(lab);

  @AfterEach
  void close() {
    session.close();
  }

  private static Smtp speak(Lab lab) {
    var smtp = lab.smtp();
    smtp.send("EHLO bar.com");
    smtp.send("MAIL FROM:<Smith@bar.com>");
    smtp.send("RCPT TO:<Jones@foo.com>");
    assertThat(smtp.send("RCPT TO:<Green@foo.com>").code()).isEqualTo(550);
    smtp.send("DATA");
    smtp.send(
        """
        Blah blah blah...
        ...etc. etc. etc.
        .
        """);
    smtp.send("QUIT");
    return smtp;
  }

  @Test
  void isPrintedAsItPasses() {
    var smtp = speak(lab);
    assertThat(session.shown()).isEqualTo(HELLO + MAIL + GOODBYE);
    assertThat(smtp.transcript() + "\n").isEqualTo(HELLO + MAIL + GOODBYE);
  }

  @Test
  void isTheSameOnTheServersWire() {
    speak(lab);
    assertThat(lab.wire()).singleElement().asString().isEqualTo((HELLO + MAIL + GOODBYE).strip());
  }

  @Test
  void theWireShowsEveryConversation() {
    assertThat(lab.wire())
        .hasToString("Nothing has passed since the start or the last lab.reset().");
    lab.smtp().send("QUIT");
    speak(lab);
    assertThat(lab.wire().toString())
        .startsWith("Conversation 1 of 2\nS: 220 ")
        .contains("\n\nConversation 2 of 2\n" + HELLO + MAIL);
    assertThat(lab.wire().mimeBundle().data().get("text/html").toString())
        .contains("<details><summary>Conversation 1 of 2")
        .contains("<details open=\"open\"><summary>Conversation 2 of 2");
    assertThat(lab.wire().last().lines()).hasSize(21);
    assertThatThrownBy(() -> lab.wire().get(3))
        .hasMessage("There is no conversation 3: there are 2, counted from 1.");
  }

  @Test
  void leavesOneMessageWithTheDotThatNobodyStuffed() {
    speak(lab);
    assertThat(lab.mailbox("jones").size()).isEqualTo(1);
    var message = lab.mailbox("Jones").message(1);
    assertThat(message.text()).isEqualTo("Blah blah blah...\r\n..etc. etc. etc.\r\n");
    assertThat(lab.mailbox("jones").toString())
        .startsWith("jones: one message\nNo.  From  Subject  Received (UTC)    Octets  Flags\n1 ")
        .contains("\\Recent");
    assertThatThrownBy(() -> lab.mailbox("jones").message(2))
        .hasMessage("Message 2 of jones does not exist: there is one message, counted from 1.");
  }

  @Test
  void givesTheSameOctetsAtEveryRun() {
    var first = speak(lab).transcript().mimeBundle();
    var mailbox = lab.mailbox("jones").mimeBundle();
    var message = lab.mailbox("jones").message(1).mimeBundle();
    try (var other = new LabSession()) {
      assertThat(speak(other.lab).transcript().mimeBundle()).isEqualTo(first);
      assertThat(other.lab.mailbox("jones").mimeBundle()).isEqualTo(mailbox);
      assertThat(other.lab.mailbox("jones").message(1).mimeBundle()).isEqualTo(message);
    }
    session.shown();
    lab.reset();
    assertThat(speak(lab).transcript().mimeBundle()).isEqualTo(first);
    assertThat(lab.mailbox("jones").mimeBundle()).isEqualTo(mailbox);
  }

  @Test
  void isTypedIntoCells() {
    var hello = magic.run(List.of(), "EHLO bar.com\n");
    assertThat(hello + "\n").isEqualTo(HELLO);
    var mail =
        magic.run(
            List.of(),
            """
            MAIL FROM:<Smith@bar.com>
            RCPT TO:<Jones@foo.com>
            RCPT TO:<Green@foo.com>
            DATA
            Blah blah blah...
            ...etc. etc. etc.
            .
            """);
    assertThat(mail + "\n").isEqualTo(MAIL);
    assertThat(mail.lines().getFirst().number()).isEqualTo(8);
    assertThat(magic.run(List.of(), "QUIT") + "\n").isEqualTo(GOODBYE);
    assertThat(session.shown()).isEmpty();
    assertThat(lab.wire()).hasSize(1);
  }

  @Test
  void beginsAnewAfterAGoodbyeOrWhenAsked() {
    magic.run(List.of(), "EHLO bar.com\nQUIT");
    assertThat(magic.run(List.of(), "NOOP").toString()).startsWith("S: 220 foo.com");
    assertThat(magic.run(List.of(), "NOOP").toString()).startsWith("C: NOOP");
    assertThat(magic.run(List.of("--new"), "NOOP").toString()).startsWith("S: 220 foo.com");
    lab.reset();
    assertThat(magic.run(List.of(), "NOOP").toString()).startsWith("S: 220 foo.com");
  }

  @Test
  void aCellMayEndInsideAMessage() {
    magic.run(List.of(), "EHLO bar.com\nMAIL FROM:<Smith@bar.com>\nRCPT TO:<Jones@foo.com>\nDATA");
    assertThat(session.shown())
        .isEqualTo(
            "The server is still reading the message: a line with a lone dot ends it, in a"
                + " further %%smtp cell.\n");
    assertThat(magic.run(List.of(), "one\n\n\n")).hasToString("C: one\nC: \nC: ");
    assertThat(magic.run(List.of(), ".\n\n\n")).hasToString("C: .\nS: 250 OK");
    assertThat(lab.mailbox("jones").message(1).text()).isEqualTo("one\r\n\r\n\r\n");
  }

  @Test
  void aCellThatFailsShowsWhatPassed() {
    assertThatThrownBy(() -> magic.run(List.of(), "EHLO bar.com\nQUIT\nNOOP"))
        .isInstanceOf(ConversationException.class)
        .hasMessageContaining("the server said goodbye with 221")
        .hasMessageContaining("“NOOP” was not sent");
    assertThat(session.shown()).isEqualTo(HELLO + GOODBYE);
  }

  @Test
  void aCellWithoutLinesIsAGreeting() {
    assertThat(magic.run(List.of(), ""))
        .hasToString("S: 220 foo.com Simple Mail Transfer Service Ready");
  }

  @Test
  void aMagicKnowsItsArguments() {
    assertThatThrownBy(() -> magic.run(List.of("--old"), "NOOP"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--old")
        .hasMessageContaining("--new");
  }

  @Test
  void resetGoesBackToTheStart() {
    var open = lab.smtp();
    speak(lab);
    lab.reset();
    assertThat(lab.mailbox("jones").size()).isZero();
    assertThat(lab.wire()).isEmpty();
    assertThatThrownBy(() -> open.send("NOOP")).hasMessageContaining("lab.reset() ended it");
    assertThat(speak(lab).isOpen()).isFalse();
  }

  @Test
  void theLabCanBeUsedAfterItWasClosed() {
    lab.close();
    assertThat(speak(lab).greeting().code()).isEqualTo(220);
  }
}
