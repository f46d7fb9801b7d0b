package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What lies in the mailboxes, what has passed, and the way back to the beginning.
@Timeout(60)
class LabTest {

  private final LabSession session = new LabSession();
  private final Lab lab = session.lab;

  @AfterEach
  void end() {
    session.close();
  }

  @Test
  void aMailboxIsATableWithFlagsAndSizes() {
    try (var imap = lab.imap()) {
      imap.send("a1 LOGIN bob " + lab.password("bob"));
      imap.send("a2 SELECT INBOX");
      imap.send("a3 STORE 1 +FLAGS (\\Seen \\Flagged)");
    }
    var mailbox = lab.mailbox("bob");
    assertThat(mailbox.toString().lines().toList().get(1))
        .isEqualTo(
            "No.  From                               Subject     Received (UTC)    Octets  Flags");
    assertThat(mailbox.toString()).contains("  120     \\Flagged \\Seen\n");
    assertThat(mailbox.mimeBundle().data().get("text/html").toString())
        .contains("<caption>bob: 2 messages</caption>")
        .contains(">120</td>", ">\\Flagged \\Seen</td>", ">200</td>");
  }

  @Test
  void theWireHasAllThatPassedSinceTheReset() {
    lab.smtp().send("QUIT");
    lab.pop3().send("QUIT");
    assertThat(lab.wire()).extracting(Transcript::protocol).hasSize(2);
    lab.reset();
    assertThat(lab.wire().size()).isZero();
    lab.imap().send("a1 LOGOUT");
    assertThat(lab.wire().last().text()).contains("C: a1 LOGOUT");
  }

  @Test
  void aResetCanBringOtherPeopleAndStaysWithThem() {
    var before = lab.smtp();
    lab.reset("course");
    assertThat(lab.mailbox("jones").size()).isEqualTo(11);
    assertThatThrownBy(() -> before.send("NOOP")).hasMessageContaining("lab.reset() ended it");
    lab.smtp().send("QUIT");
    assertThat(lab.wire().size()).isEqualTo(1);
    lab.reset();
    assertThat(lab.mailbox("jones").size()).isEqualTo(11);
    assertThatThrownBy(() -> lab.reset("curse"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no fixture “curse”; there are: walkthrough, course, empty, large.");
    assertThat(lab.mailbox("jones").size()).isEqualTo(11);
  }

  @Test
  void aResetTakesMilliseconds() {
    var times = new ArrayList<Duration>();
    for (int i = 0; i < 20; i++) {
      lab.smtp().send("EHLO bar.com");
      long began = System.nanoTime();
      lab.reset();
      times.add(Duration.ofNanos(System.nanoTime() - began));
    }
    times.sort(null);
    assertThat(times.get(10)).isLessThan(Duration.ofMillis(100));
  }

  @Test
  void speaksAnotherLanguage() {
    lab.language("de");
    try {
      lab.smtp().send("EHLO bar.com");
      assertThatThrownBy(() -> lab.exercise("Abschied").answered("QUIT", 221).verify())
          .hasMessage("Abschied: 0 von 1 Prüfung bestanden");
      assertThat(session.shown())
          .contains("✘ noch nicht: QUIT wurde mit 221 beantwortet", "gesehen: kein QUIT");
      assertThat(lab.wire().last().mimeBundle().toString())
          .contains("SMTP-Gespräch", "Erweiterungen", "RFC 5321, 4.1.1.1");
    } finally {
      lab.language("en");
    }
  }
}
