package dev.wirelab.lab;

import dev.wirelab.kernel.display.Displayable;
import dev.wirelab.kernel.display.MimeBundle;
import dev.wirelab.lab.show.Visible;
import dev.wirelab.lab.show.Wording;
import dev.wirelab.server.wire.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;

/// Checks that belong together. They look at what passed over the server's sockets and at what lies
/// in the mailboxes, never at what a cell printed.
///
/// ```java
/// lab.exercise("A letter for Jones")
///    .delivered("jones", word)
///    .inOrder("MAIL", "RCPT", "DATA", "QUIT")
///    .answered("QUIT", 221)
///    .linesEndWithCrlf()
///    .hint("What does the server say when it is ready for the text?", "DATA, then a lone dot.")
///    .verify();
/// ```
///
/// The checks on the wire must all hold in one conversation. Where there were several attempts, the
/// one that meets most is judged. An exercise never changes: every method returns one with a check
/// more, so a cell can be run again.
public final class Exercise implements Displayable {

  private final String name;
  private final String nonce;
  private final Evidence evidence;
  private final Lesson lesson;
  private final List<Question> questions;
  private final List<String> steps;

  Exercise(String name, String nonce, Evidence evidence, Lesson lesson) {
    this(name, nonce, evidence, lesson, List.of(), List.of());
  }

  private Exercise(
      String name,
      String nonce,
      Evidence evidence,
      Lesson lesson,
      List<Question> questions,
      List<String> steps) {
    this.name = name;
    this.nonce = nonce;
    this.evidence = evidence;
    this.lesson = lesson;
    this.questions = questions;
    this.steps = steps;
  }

  /// A word that nobody would send by chance, to be put into a message. It is the same at every run
  /// of this exercise: an answer that was typed by hand must hold when a grader runs it again.
  public String nonce() {
    return nonce;
  }

  /// The same checks, of what passed over the sockets of a server of one's own in place of the
  /// lab's.
  public Exercise on(Server server) {
    return new Exercise(name, nonce, evidence.on(server), lesson, questions, steps);
  }

  /// Exactly one message in the mailbox holds `text`, anywhere.
  ///
  /// @throws IllegalArgumentException if the text is empty: every message would do
  public Exercise delivered(String login, String text) {
    requireText(text, "delivered");
    return with(
        "check.delivered",
        () -> InTheMailbox.holds(evidence.mailbox(login), text),
        login,
        Visible.line(text));
  }

  /// Exactly one message in the mailbox has this line, with nothing before or behind it.
  ///
  /// @throws IllegalArgumentException if the line is empty: every message has one
  public Exercise deliveredLine(String login, String line) {
    requireText(line, "deliveredLine");
    return with(
        "check.delivered.line",
        () -> InTheMailbox.holdsLine(evidence.mailbox(login), line),
        login,
        Visible.line(line));
  }

  /// The client sent these commands one after the other, whatever it sent between them.
  ///
  /// @param verbs in any case: `"MAIL", "RCPT", "DATA"`
  /// @throws IllegalArgumentException if there are none: nothing would be checked
  public Exercise inOrder(String... verbs) {
    if (verbs.length == 0) {
      throw new IllegalArgumentException(Wording.say("check.no.verbs"));
    }
    var capitals = List.of(verbs).stream().map(Exercise::capitals).toList();
    return wire(
        "check.in.order",
        transcript -> OnTheWire.inOrder(transcript, capitals),
        String.join(", ", capitals));
  }

  /// At least one of these commands got a reply of that code.
  ///
  /// @param verb `RCPT` for one, or a method of HTTP; `.` stands for the end of a message
  /// @param code such as 550
  public Exercise answered(String verb, int code) {
    return wire(
        answered(capitals(verb)),
        transcript -> OnTheWire.answered(transcript, capitals(verb), code),
        capitals(verb),
        code);
  }

  private static String answered(String verb) {
    if (verb.equals(".")) {
      return "check.answered.message";
    }
    boolean method = Wording.find("http.verb." + verb).isPresent();
    return method ? "check.answered.request" : "check.answered";
  }

  /// At least one of these commands of POP3 or IMAP ended like that.
  ///
  /// @param verb `RETR`, `SELECT`
  /// @param status `+OK` or `-ERR` in POP3; `OK`, `NO` or `BAD` in IMAP
  public Exercise answered(String verb, String status) {
    return wire(
        "check.answered.status",
        transcript -> OnTheWire.answered(transcript, capitals(verb), capitals(status)),
        capitals(verb),
        capitals(status));
  }

  /// The client sent exactly this line, as a command or as text of a message.
  public Exercise sentLine(String line) {
    return wire(
        "check.sent.line", transcript -> OnTheWire.sentLine(transcript, line), Visible.line(line));
  }

  /// Every line of the client ended with CR LF (RFC 5321, 2.3.8).
  public Exercise linesEndWithCrlf() {
    return wire("check.crlf", OnTheWire::endsLinesWithCrlf);
  }

  /// Something holds of what passed.
  ///
  /// ```java
  /// exercise.onTheWire("no password in clear", wire -> !wire.toString().contains("PASS"), "")
  /// ```
  ///
  /// @param name what is checked, as the learner will read it
  /// @param holds asked of a conversation; if it throws, the check is broken and has not passed
  /// @param rfc the section that says so, or an empty string
  public Exercise onTheWire(String name, Predicate<Transcript> holds, String rfc) {
    return with(
        new Question.OfWire(
            name,
            _ -> rfc,
            transcript -> {
              boolean met = holds.test(transcript);
              return new Finding(
                  met,
                  Wording.say("expected.yes"),
                  Wording.say(met ? "expected.yes" : "seen.no"),
                  "");
            }));
  }

  /// A value is as expected.
  ///
  /// @param name what is checked, as the learner will read it
  /// @param seen finds the value out when the exercise is verified; what it throws is shown with
  ///   its place, and the check has not passed
  /// @param rfc the section that says so: `RFC 5321 4.1.1.4`
  public Exercise check(String name, Object expected, Callable<?> seen, String rfc) {
    return with(
        new Question.OfAnything(name, rfc, () -> Finding.compare(expected, seen, lesson::told)));
  }

  /// The same without an RFC.
  public Exercise check(String name, Object expected, Callable<?> seen) {
    return check(name, expected, seen, "");
  }

  /// Hints for those who ask with `lab.hint()`, from a nudge to nearly the answer.
  public Exercise hint(String... more) {
    var all = new ArrayList<>(steps);
    all.addAll(List.of(more));
    return new Exercise(name, nonce, evidence, lesson, questions, List.copyOf(all));
  }

  /// Makes the checks and shows how they ended. Behind [Lab#marks(double)] they are counted
  /// instead.
  ///
  /// @throws CheckFailed if one did not pass
  /// @throws IllegalStateException if there are none
  public void verify() {
    var report = report();
    if (lesson.counts(report)) {
      return;
    }
    lesson.show(report);
    if (!report.passed()) {
      throw new CheckFailed(report.summary(), null);
    }
  }

  /// Makes the checks and gives points for those that pass, without an end to the cell: its last
  /// value, for nbgrader's partial credit.
  ///
  /// @param most what all of them are worth
  /// @throws IllegalArgumentException if that is not more than nothing
  /// @throws IllegalStateException if there are no checks
  public Score score(double most) {
    return new Score(report(), Score.most(most, name));
  }

  private Report report() {
    if (questions.isEmpty()) {
      throw new IllegalStateException(Wording.say("exercise.empty", name));
    }
    var outcomes = lesson.ask(() -> Question.judged(questions, evidence.conversations()));
    var report = new Report(name, outcomes, !steps.isEmpty(), lesson.terse());
    lesson.verified(report, steps);
    return report;
  }

  private Exercise wire(String key, Function<Transcript, Finding> ask, Object... blanks) {
    return with(new Question.OfWire(Wording.say(key, blanks), protocol -> rfc(key, protocol), ask));
  }

  private Exercise with(String key, Callable<Finding> ask, Object... blanks) {
    return with(new Question.OfAnything(Wording.say(key, blanks), rfc(key), ask));
  }

  /// Not every check stands in an RFC.
  private static String rfc(String key) {
    return Wording.find(key + ".rfc").orElse("");
  }

  /// Each protocol has its own RFC for what they have in common.
  private static String rfc(String key, Protocol protocol) {
    return Wording.find(key + "." + protocol.name().toLowerCase(Locale.ROOT) + ".rfc")
        .orElseGet(() -> rfc(key));
  }

  private Exercise with(Question question) {
    var all = new ArrayList<>(questions);
    all.add(question);
    return new Exercise(name, nonce, evidence, lesson, List.copyOf(all), steps);
  }

  private static String capitals(String verb) {
    return verb.toUpperCase(Locale.ROOT);
  }

  private static void requireText(String text, String check) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(Wording.say("check.no.text", check));
    }
  }

  /// What it is called and what it will check.
  @Override
  public String toString() {
    var text = new StringJoiner("\n");
    text.add(Wording.say("exercise.open", name, questions.size()));
    questions.forEach(question -> text.add("  " + question.name()));
    return text.toString();
  }

  @Override
  public MimeBundle mimeBundle() {
    return MimeBundle.text(toString());
  }
}
