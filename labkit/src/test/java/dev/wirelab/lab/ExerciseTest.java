package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ExerciseTest {

  private final LabSession session = new LabSession();
  private final Lab lab = session.lab;

  @AfterEach
  void close() {
    session.close();
  }

  private void deliver(String... body) {
    try (var smtp = lab.smtp()) {
      smtp.send("EHLO bar.com\nMAIL FROM:<Smith@bar.com>\nRCPT TO:<Jones@foo.com>\nDATA");
      smtp.send(String.join("\n", body) + "\n.\nQUIT");
    }
    session.shown();
  }

  private Exercise letter() {
    return lab.exercise("A letter for Jones")
        .delivered("jones", lab.nonce("A letter for Jones"))
        .inOrder("MAIL", "RCPT", "DATA")
        .answered("QUIT", 221)
        .linesEndWithCrlf()
        .hint("What comes before DATA?", "Read RFC 5321, appendix D.");
  }

  @Test
  void passesWithATickForEveryCheck() {
    deliver("Dear Jones,", lab.nonce("A letter for Jones"));
    letter().verify();
    assertThat(session.shown())
        .isEqualToIgnoringNewLines(
            """
            A letter for Jones: 4 of 4 checks passed
            ✔ passed: jones has one message with “%s”
            ✔ passed: Sent in this order: MAIL, RCPT, DATA
            ✔ passed: QUIT was answered with 221
            ✔ passed: Every line of the client ends with CR LF
            """
                .formatted(letter().nonce()));
  }

  @Test
  void showsWhatWasExpectedAndSeenAndWhere() {
    try (var smtp = lab.smtp()) {
      smtp.send("EHLO bar.com\nRCPT TO:<Jones@foo.com>\nMAIL FROM:<Smith@bar.com>");
    }
    session.shown();
    assertThatThrownBy(() -> letter().verify())
        .isInstanceOf(CheckFailed.class)
        .hasMessage("A letter for Jones: 1 of 4 checks passed")
        .satisfies(thrown -> assertThat(thrown.getStackTrace()).isEmpty());
    assertThat(session.shown())
        .contains("✘ not yet: jones has one message with")
        .contains("expected: one such message\n    seen: the mailbox is empty")
        .contains(
            """
            ✘ not yet: Sent in this order: MAIL, RCPT, DATA
                expected: MAIL, RCPT, DATA
            """)
        .contains("see: RFC 5321 4.1.4")
        .contains("✔ passed: Every line of the client ends with CR LF")
        .endsWith("Stuck? lab.hint() gives one hint at a time.\n");
  }

  @Test
  void pointsToTheRfcOfTheProtocolThatWasSpoken() {
    lab.pop3().sendBytes("QUIT\n".getBytes());
    assertThatThrownBy(() -> lab.exercise("x").inOrder("RETR", "DELE").linesEndWithCrlf().verify())
        .hasMessageContaining("0 of 2");
    assertThat(session.shown())
        .contains("where: line 2\n    see: RFC 1939 3")
        .doesNotContain("5321");
  }

  @Test
  void needsAConversation() {
    assertThatThrownBy(() -> lab.exercise("x").answered("QUIT", 221).verify())
        .isInstanceOf(CheckFailed.class);
    assertThat(session.shown()).contains("nothing has passed since the start");
  }

  @Test
  void judgesTheBestOfSeveralConversations() {
    deliver("Dear Jones,", lab.nonce("A letter for Jones"));
    lab.smtp().send("QUIT");
    session.shown();
    letter().verify();
    assertThat(session.shown()).contains("4 of 4 checks passed");
  }

  @Test
  void doesNotPutTwoConversationsTogether() {
    lab.smtp().send("EHLO bar.com\nQUIT");
    lab.smtp().send("NOOP");
    assertThatThrownBy(() -> lab.exercise("x").answered("QUIT", 221).answered("NOOP", 250).verify())
        .hasMessageContaining("1 of 2");
    assertThat(session.shown()).contains("no QUIT was answered");
  }

  @Test
  void findsAReplyByItsCode() {
    try (var smtp = lab.smtp()) {
      smtp.send("EHLO bar.com\nMAIL FROM:<Smith@bar.com>");
      smtp.send("RCPT TO:<Green@foo.com>\nRCPT TO:<Jones@foo.com>\nDATA\nx\n.\nQUIT");
    }
    lab.exercise("Refused").answered("RCPT", 550).answered("DATA", 354).answered(".", 250).verify();
    assertThat(session.shown())
        .contains("RCPT was answered with 550", "The message was answered with 250");
  }

  @Test
  void sendsThoseWhoAskedByHttpToItsOwnRfc() {
    lab.http().send("GET /nowhere HTTP/1.1\nHost: localhost\n\n");
    session.shown();
    assertThatThrownBy(lab.exercise("Found").answered("get", 200)::verify)
        .isInstanceOf(CheckFailed.class);
    assertThat(session.shown())
        .contains("GET was answered with 200", "seen: HTTP/1.1 404 Not Found", "see: RFC 9110 15\n")
        .doesNotContain("RFC 5321");
  }

  @Test
  void tellsALineFromOneWithADotMore() {
    deliver("..bashrc");
    lab.exercise("A dot").sentLine("..bashrc").deliveredLine("jones", ".bashrc").verify();
    assertThatThrownBy(() -> lab.exercise("A dot").deliveredLine("jones", "bashrc").verify())
        .isInstanceOf(CheckFailed.class);
    assertThatThrownBy(() -> lab.exercise("A dot").sentLine(".bashrc").verify())
        .isInstanceOf(CheckFailed.class);
  }

  @Test
  void namesNoRfcForALineOfAnyKind() {
    deliver("a letter");
    assertThatThrownBy(() -> lab.exercise("Some line").sentLine("no such line").verify())
        .isInstanceOf(CheckFailed.class);
    assertThat(session.shown()).contains("The line “no such line” was sent").doesNotContain("RFC");
  }

  @Test
  void saysThatAMessageIsThereTwice() {
    deliver("a letter");
    deliver("a letter");
    assertThatThrownBy(() -> lab.exercise("x").delivered("jones", "a letter").verify())
        .isInstanceOf(CheckFailed.class);
    assertThat(session.shown()).contains("2 such messages; after lab.reset(), send it once");
  }

  @Test
  void codeThatThrowsHasNotPassed() {
    assertThatThrownBy(() ->
            lab.exercise("x")
                .check("Jones's third letter", "x", () -> lab.mailbox("jones").message(3), "")
                .verify())
        .isInstanceOf(CheckFailed.class);
    assertThat(session.shown())
        .contains("✘ not yet: Jones's third letter\n    expected: x\n")
        .contains("    seen: an exception: ", "NoSuchElementException: Message 3 of jones");
  }

  @Test
  void givesHintsOneByOneAndOnlyWhenAsked() {
    assertThatThrownBy(() -> letter().verify()).isInstanceOf(CheckFailed.class);
    assertThat(session.shown()).doesNotContain("What comes before DATA?");
    lab.hint();
    assertThat(session.shown()).isEqualTo("Hint 1 of 2: What comes before DATA?\n");
    assertThatThrownBy(() -> letter().verify()).isInstanceOf(CheckFailed.class);
    session.shown();
    lab.hint();
    lab.hint();
    assertThat(session.shown())
        .startsWith("Hint 2 of 2: Read RFC 5321, appendix D.\nThat was the last hint.");
  }

  @Test
  void hasNoHintBeforeAnExercise() {
    lab.hint();
    assertThat(session.shown()).contains("check one first");
  }

  @Test
  void withoutChecksIsAMistake() {
    assertThatThrownBy(() -> lab.exercise("Nothing").verify())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("“Nothing”");
  }

  @Test
  void aNonceIsTheSameAtEveryRunAndAnotherForEveryExercise() {
    assertThat(lab.nonce("one")).isEqualTo(lab.nonce("one")).isNotEqualTo(lab.nonce("two"));
    assertThat(lab.nonce()).isNotEqualTo(lab.nonce()).matches("[b-z2-9]{4}-[b-z2-9]{4}");
    try (var other = new LabSession()) {
      assertThat(other.lab.nonce("one")).isEqualTo(lab.nonce("one"));
    }
  }

  @Test
  void isShownAsATableWithTheRfcsSection() {
    deliver(lab.nonce("A letter for Jones"));
    var outcome = Outcome.of("a <b> check", "RFC 5321 4.1.4", () -> Finding.compare(1, "<i>"));
    var html =
        new Report("x", java.util.List.of(outcome), true, false)
            .mimeBundle()
            .data()
            .get("text/html")
            .toString();
    assertThat(html)
        .contains("✘ not yet", "a &lt;b&gt; check", "&lt;i&gt;", "lab.hint()")
        .contains("href=\"https://www.rfc-editor.org/rfc/rfc5321.html#section-4.1.4\"");
  }

  @Test
  void unknownMailboxesAreNamed() {
    assertThatThrownBy(() -> lab.mailbox("smith"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageStartingWith("There is no account “smith”; there are: jones");
  }

  @Test
  void aCheckOfNothingIsNoCheck() {
    var exercise = session.lab.exercise("Nothing");
    assertThatThrownBy(() -> exercise.inOrder()).hasMessageContaining("nothing to check");
    assertThatThrownBy(() -> exercise.delivered("jones", "")).hasMessageContaining("any message");
    assertThatThrownBy(() -> exercise.deliveredLine("jones", " ")).hasMessageContaining("any");
  }

  @Test
  void showsTheNearestLine() {
    var smtp = session.lab.smtp();
    smtp.send("EHLO bar.com\nMAIL FROM:<Smith@bar.com>\nRCPT TO:<Jones@foo.com>\nDATA");
    smtp.send(".profile\n.\nQUIT");
    session.shown();
    assertThatThrownBy(
        session
                .lab
                .exercise("near")
                .deliveredLine("jones", ".profile")
                .sentLine("RCPT TO:<Jone@foo.com>")
            ::verify);
    assertThat(session.shown())
        .contains("seen: not in the one message there; the nearest line is “profile”")
        .contains("seen: RCPT TO:<Jones@foo.com>");
  }

  @Test
  void aForgottenDotIsNamed() {
    var smtp = session.lab.smtp();
    smtp.send("EHLO bar.com\nMAIL FROM:<Smith@bar.com>\nRCPT TO:<Jones@foo.com>\nDATA\nx\nQUIT\n.");
    session.shown();
    assertThatThrownBy(session.lab.exercise("dot").answered("QUIT", 221)::verify)
        .hasMessage("dot: 0 of 1 check passed");
    assertThat(session.shown())
        .contains("QUIT went into the text of the message (line 15): the lone dot");
  }

  @Test
  void looksAtEveryProtocol() {
    session.lab.pop3().send("USER bob\nPASS wrong\nQUIT");
    session.lab.exercise("pop").answered("PASS", "-ERR").inOrder("USER", "PASS").verify();
    session.lab.imap().send("a LOGIN bob redqueen\nb LOGOUT");
    session.lab.exercise("imap").answered("LOGIN", "OK").verify();
    assertThat(session.shown()).contains("pop: 2 of 2 checks passed", "imap: 1 of 1 check passed");
  }

  @Test
  void isShownByWhatItChecks() {
    assertThat(session.lab.exercise("Hello").answered("EHLO", 250).mimeBundle().data())
        .containsEntry(
            "text/plain",
            "The exercise “Hello” has one check; verify() makes them.\n"
                + "  EHLO was answered with 250");
  }

  @Test
  void commandsThatWentIntoTheMessageAreNamedWhereTheMessageIsLookedFor() {
    var smtp = lab.smtp();
    smtp.send("EHLO bar.com\nMAIL FROM:<Smith@bar.com>\nRCPT TO:<Jones@foo.com>\nDATA");
    smtp.send("a letter\nQUIT\n.");
    session.shown();
    var exercise = lab.exercise("dot").delivered("jones", "a letter");
    assertThatThrownBy(exercise.inOrder("MAIL", "RCPT", "DATA")::verify)
        .hasMessage("dot: 1 of 2 checks passed");
    assertThat(session.shown())
        .contains("seen: one such message, but QUIT went into its text: the lone dot");
    assertThatThrownBy(lab.exercise("dot").inOrder("DATA", "QUIT")::verify)
        .isInstanceOf(CheckFailed.class);
  }

  @Test
  void whateverHoldsOfTheWireCanBeAsked() {
    deliver("a letter");
    lab.exercise("wire")
        .onTheWire("EHLO, not HELO", wire -> wire.toString().contains("C: EHLO"), "RFC 5321 3.2")
        .check("one letter", 1, () -> lab.mailbox("jones").size())
        .verify();
    var wrong =
        lab.exercise("wire")
            .onTheWire("in secret", wire -> wire.toString().contains("STARTTLS"), "RFC 3207 4")
            .onTheWire("breaks", wire -> wire.lines().get(1_000).tls(), "");
    assertThatThrownBy(wrong::verify).hasMessage("wire: 0 of 2 checks passed");
    assertThat(session.shown())
        .contains("✘ not yet: in secret\n    expected: yes\n    seen: no\n    see: RFC 3207 4")
        .contains("⚠ could not be checked: breaks\n");
  }

  @Test
  void aScoreIsANumberForTheGraderAndATableForPeople() {
    deliver(lab.nonce("A letter for Jones"));
    assertThat(letter().score(5)).hasToString("5");
    var half = letter().answered("RSET", 250).answered("NOOP", 250).score(5);
    assertThat(half.points()).isEqualTo(3.33);
    assertThat(half.mimeBundle().data())
        .containsEntry("text/plain", "3.33")
        .hasEntrySatisfying(
            "text/html",
            html ->
                assertThat(html.toString())
                    .contains("NOOP was answered with 250", "3.33 of 5 points"));
    assertThat(lab.exercise("none").answered("NOOP", 250).score(2.5)).hasToString("0");
    assertThat(session.shown()).isEmpty();
    for (double most : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> letter().score(most)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> lab.exercise("none").score(5))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void marksCountTheChecksOfACellInPlaceOfEndingIt() {
    deliver(lab.nonce("A letter for Jones"));
    lab.marks(3);
    letter().verify();
    lab.exercise("more").answered("RSET", 250).answered("NOOP", 250).verify();
    var score = lab.score();
    assertThat(score).hasToString("2");
    assertThat(score.mimeBundle().data().get("text/html").toString())
        .contains("A letter for Jones, more: 4 of 6 checks passed", "RFC 5321", "2 of 3 points");
    assertThat(session.shown()).isEmpty();
    assertThatThrownBy(lab::score).isInstanceOf(IllegalStateException.class);
    var after = lab.exercise("after").check("one", 1, () -> 2);
    assertThatThrownBy(after::verify).isInstanceOf(CheckFailed.class);
  }

  @Test
  void nothingIsCountedThatTheMarkedCodeDoesItself() throws InterruptedException {
    var easy = lab.exercise("easy").check("one", 1, () -> 1);
    lab.marks(1);
    lab.exercise("forger")
        .check(
            "right",
            true,
            () -> {
              easy.verify();
              return false;
            })
        .verify();
    Thread.ofVirtual().start(easy::verify).join();
    assertThat(lab.score()).hasToString("0");
  }

  @Test
  void aGraderReadsNothingOfWhatWasLookedFor() {
    var lesson = new Lesson(session.board, true, _ -> Optional.empty(), SavedProgress.none());
    var exercise =
        new Exercise("graded", "", new Evidence(lab::wire, lab::mailbox), lesson)
            .check("the answer", 42, () -> 41)
            .check("another", 1, () -> 1)
            .hint("Forty-two");
    assertThatThrownBy(exercise::verify).hasMessage("graded: 1 of 2 checks passed");
    assertThat(session.shown()).isEqualTo("graded: 1 of 2 checks passed\n✘ not yet: the answer\n");
    assertThat(exercise.score(4).mimeBundle().data().get("text/html").toString())
        .doesNotContain("42")
        .contains("2 of 4 points");
  }

  @Test
  void progressIsATableOverTheLesson() {
    lab.progress("A letter for Jones", "A dot");
    assertThat(session.shown())
        .isEqualTo(
            """
            The lesson so far: 0 of 2 exercises done
            Exercise            Result     Checks  Tries
            A letter for Jones  not tried
            A dot               not tried
            """);
    assertThatThrownBy(letter()::verify).isInstanceOf(CheckFailed.class);
    deliver(lab.nonce("A letter for Jones"));
    letter().verify();
    lab.reset();
    assertThatThrownBy(letter()::verify).isInstanceOf(CheckFailed.class);
    session.shown();
    lab.progress();
    assertThat(session.shown())
        .isEqualTo(
            """
            The lesson so far: 1 of 2 exercises done
            Exercise            Result     Checks  Tries
            A letter for Jones  ✔ passed   4 of 4  3
            A dot               not tried
            """);
  }
}
